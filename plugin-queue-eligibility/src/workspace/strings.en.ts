/** What the views about queues and agents have in common. */
export const workspaceEn = {
  QueueEligibilityWorkspaceRead: '{{agents}} agents and {{queues}} queues, as of {{time}}',
  QueueEligibilityWorkspaceAgain: 'Read again',
  QueueEligibilityWorkspaceReading: 'Reading agents: {{count}} so far',
  QueueEligibilityWorkspaceFetching:
    'TaskRouter’s list came without attributes. One by one: {{fetched}} of {{count}}',
  QueueEligibilityWorkspaceOld: 'What was read before is still shown.',
  QueueEligibilityWorkspaceKept: '{{count}} agents are read; it goes on from there.',
  QueueEligibilityWorkspaceUnknown: 'Of {{count}} agents nothing is known',
  QueueEligibilityWorkspaceUnknownOne: 'Of one agent nothing is known',
  QueueEligibilityWorkspaceUnknownText:
    'TaskRouter did not say what their attributes are. They count as neither eligible nor not.',
  QueueEligibilityAgentsSearch: 'Search agents',
  QueueEligibilityAgentsNothing: 'No agent matches “{{search}}”.',
  QueueEligibilityAgentsCount: '{{count}} agents',
  QueueEligibilityAgentsCountOne: 'one agent',
  QueueEligibilityAgentsCsv: 'CSV',
  QueueEligibilityAgentsCsvOf: 'Download as CSV: {{what}}',
  QueueEligibilityAgentsName: 'Agent',
  QueueEligibilityAgentsWorker: 'Worker',
  QueueEligibilityAgentsSid: 'SID',
  QueueEligibilityAgentsActivity: 'Activity',
  QueueEligibilityAgentsTeams: 'Show in Teams View',
};
