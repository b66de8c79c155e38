import type { adminEn } from './strings.en';
export const adminEs: Record<keyof typeof adminEn, string> = {
  QueueEligibilityAdminTitle: 'Elegibilidad de colas',
};
