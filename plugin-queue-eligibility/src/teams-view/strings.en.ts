/** What the column and the filter say. */
export const teamsViewEn = {
  QueueEligibilityColumnHeader: 'Eligible queues',
  QueueEligibilityColumnSorting: 'Sorts by the number of queues.',
  QueueEligibilityColumnNone: 'No queue',
  QueueEligibilityColumnNoneHint: 'No queue’s expression matches this agent.',
  QueueEligibilityColumnUnsynced: 'Not synced yet',
  QueueEligibilityColumnUnsyncedHint:
    'This agent’s queues have not been looked up yet. The next resync does it; an admin can start one.',
  QueueEligibilityColumnInvalid: 'Not a list of queues',
  QueueEligibilityColumnInvalidHint:
    'The attribute “{{attribute}}” of this agent holds something else than a list of queues. It is left as it is; an admin can have it replaced.',
  QueueEligibilityColumnFull: 'Attributes full',
  QueueEligibilityColumnFullHint:
    'This agent’s list did not fit into the worker attributes (4,096 characters), so what is shown may be out of date. Shorten other attributes, then retry.',
  QueueEligibilityColumnGone: 'Deleted queue',
  QueueEligibilityColumnGoneHint:
    'The queue {{sid}} is not there any more. The next resync takes it off the list.',
  QueueEligibilityColumnUnnamed: 'The names of the queues could not be loaded; these are their SIDs.',
  QueueEligibilityColumnMore: '+{{count}}',
  QueueEligibilityColumnMoreLabel: 'Show all {{count}} queues of {{agent}}',
  QueueEligibilityListNothing: 'No queue matches “{{search}}”.',
  QueueEligibilityFilterTitle: 'Eligible queues',
  QueueEligibilityFilterLabel: 'Queues',
  QueueEligibilityFilterPlaceholder: 'Type to find a queue',
  QueueEligibilityFilterHelp: 'Agents eligible for any of these queues are shown.',
  QueueEligibilityFilterAny: 'Any',
  QueueEligibilityFilterChosen: '{{count}} chosen',
  QueueEligibilityFilterAllChosen: 'all of {{count}}',
  QueueEligibilityFilterAllHelp: 'Agents eligible for all of these queues are shown.',
  QueueEligibilityFilterMode: 'Agents eligible for',
  QueueEligibilityFilterModeAny: 'any of these',
  QueueEligibilityFilterModeAll: 'all of these',
  QueueEligibilityFilterAgents: '({{count}})',
  QueueEligibilityFilterClear: 'Clear queues',
  QueueEligibilityFilterRemove: 'Remove {{queue}}',
  QueueEligibilityFilterMore: 'and {{count}} more: type to find them',
  QueueEligibilityFilterLimit:
    'No more than {{limit}} queues can be filtered by at a time. Remove one to choose another.',
  QueueEligibilityFilterLoading: 'Loading queues…',
  QueueEligibilityFilterFailed: 'The queues could not be loaded.',
  QueueEligibilityFilterRetry: 'Try again',
  QueueEligibilityFilterNothing: 'No queue found',
};
