/** What the page of a queue says. */
export const queueEn = {
  QueueEligibilityQueueGoneTitle: 'There is no such queue any more',
  QueueEligibilityQueueGoneText: 'It was deleted, or it belongs to another workspace: {{sid}}.',
  QueueEligibilityQueueWhatIf: 'What if…',
  QueueEligibilityQueueRule: 'Its rule',
  QueueEligibilityQueueWorking: 'Looking at each agent',
  QueueEligibilityQueueTheirs: 'TaskRouter counts',
  QueueEligibilityQueueUncertain: 'Uncertain',
  QueueEligibilityQueueCountsSame: 'TaskRouter counts as many.',
  QueueEligibilityQueueCountsFit:
    'TaskRouter’s count fits: it lies between those who are and those who may be.',
  QueueEligibilityQueueCountsDiffer: 'TaskRouter counts {{theirs}}, we find {{ours}}',
  QueueEligibilityQueueCountsDifferText:
    'Its count is some seconds behind, and agents change. Read again; where it stays so, our reading of the rule is wrong, and the next resync finds out.',
  QueueEligibilityQueueDistrusted: 'Our reading of this rule was found wrong',
  QueueEligibilityQueueUnreadable: 'We can’t tell who is eligible by this rule',
  QueueEligibilityQueueUnreadableText:
    'Only TaskRouter knows: Teams View shows whom it names. What if… can ask it.',
  QueueEligibilityQueueWho: 'Eligible, available first',
  QueueEligibilityQueueWhoNobody: 'Nobody is eligible for this queue.',
  QueueEligibilityQueueNearly: 'Nearly eligible',
  QueueEligibilityQueueNearlyText: 'Each lacks one thing and nothing else.',
  QueueEligibilityQueueNearlyNobody: 'Nobody lacks just one thing.',
  QueueEligibilityQueueNearlyMore: 'and {{count}} more reasons',
  QueueEligibilityQueueClause: 'Clause',
  QueueEligibilityQueueLackAvailable: '{{count}} available now',
  QueueEligibilityQueueLacks: 'Lacks only',
  QueueEligibilityQueueList: 'List',
  QueueEligibilityQueueHide: 'Hide list',
  QueueEligibilityQueueUnknown: 'Uncertain',
  QueueEligibilityQueueUnknownText:
    'Of these agents the rule does not say for sure, or their attributes are not known. TaskRouter decides.',
};
