export const adminEn = {
  QueueEligibilityAdminTitle: 'Queue eligibility',
};
