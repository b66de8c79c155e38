/** What the queues of one agent say: the dialog, and the section in Flex's panel of an agent. */
export const agentEn = {
  QueueEligibilityAgentTitle: 'Queues of {{agent}}',
  QueueEligibilityAgentSection: 'Queues',
  QueueEligibilityAgentLarge: 'Open in a window',
  QueueEligibilityAgentLargeLabel: 'Open the queues of {{agent}} in a window',
  QueueEligibilityAgentSearch: 'Search all {{count}} queues',
  QueueEligibilityAgentFound:
    '{{eligible}} eligible, {{unsure}} not sure and {{others}} other queues match “{{search}}”',
  QueueEligibilityAgentEligible: 'Eligible',
  QueueEligibilityAgentUnsure: 'Not sure',
  QueueEligibilityAgentUnsureText: 'What TaskRouter makes of these can’t be told here. Ask it.',
  QueueEligibilityAgentOthers: 'Not eligible',
  QueueEligibilityAgentNoEligible: 'No queue’s expression matches this agent.',
  QueueEligibilityAgentNoOthers: 'There is no other queue.',
  QueueEligibilityAgentNothing: 'No queue here matches “{{search}}”.',
  QueueEligibilityAgentMore: 'Show {{count}} more',
  QueueEligibilityAgentMoreLabel: 'Show {{count}} more of {{group}}',
  QueueEligibilityAgentAsk: 'Ask TaskRouter',
  QueueEligibilityAgentAskLabel: 'Ask TaskRouter which queues {{agent}} has',
  QueueEligibilityAgentAsking: 'Asking TaskRouter…',
  QueueEligibilityAgentAgrees: 'TaskRouter’s own answer of {{time}}: it agrees with what we read.',
  QueueEligibilityAgentDisagrees:
    'TaskRouter’s own answer of {{time}} differs from what we read, and is what is shown. Queues it differs on: {{queues}}.',
  QueueEligibilityAgentStale: 'The agent has changed since TaskRouter answered at {{time}}. Ask again.',
  QueueEligibilityAgentNotFound: 'TaskRouter no longer knows this agent.',
  QueueEligibilityAgentReading: 'Read here from the agent’s attributes and the queues’ expressions.',
  QueueEligibilityAgentInStep: 'The agent carries just these queues.',
  QueueEligibilityAgentDiffersTitle: 'The agent carries something else',
  QueueEligibilityAgentDiffersMissing: 'Missing from the agent’s list: {{queues}}',
  QueueEligibilityAgentDiffersExtra: 'In the agent’s list, and should not be: {{queues}}',
  QueueEligibilityAgentDiffersNew:
    'After a change this is normal for a few seconds. If it stays, the next resync puts it right.',
  QueueEligibilityAgentDiffersSince: 'Known since {{time}}: {{reason}} {{todo}}',
  QueueEligibilityAgentUnsyncedTitle: 'The agent carries no list yet',
  QueueEligibilityAgentUnsyncedText:
    'What is shown is read from the agent’s attributes. The next resync writes the list; an admin can start one.',
  QueueEligibilityAgentMissingTitle: 'This agent’s attributes are not known',
  QueueEligibilityAgentMissingText:
    'Flex has not been told what they are, so nobody can say here who the agent is eligible for. Ask TaskRouter.',
  QueueEligibilityAgentNoJsonTitle: 'This agent’s attributes can’t be read',
  QueueEligibilityAgentNoJsonText:
    'They are no JSON object, so no expression finds anything in them. Whoever writes them has to mend that: {{attributes}}',
  QueueEligibilityAgentGoneTitle: 'This agent has left the list of Teams View',
  QueueEligibilityAgentGoneText:
    'What is shown is how things stood at {{time}}, and is not followed any more.',
  QueueEligibilityAgentFailedTitle: 'The queues could not be loaded',
  QueueEligibilityAgentFailedText:
    'The Functions do not answer, so only the list that the agent carries is shown.',
  QueueEligibilityAgentOldTitle: 'The queues could not be loaded anew',
  QueueEligibilityAgentOldText: 'The expressions that are shown were read some time ago.',
  QueueEligibilityAgentBadgeAsked: 'TaskRouter says so',
  QueueEligibilityAgentBadgeList: 'from the agent’s list',
  QueueEligibilityAgentBadgeGuess: 'a guess',
  QueueEligibilityAgentBadgeMissing: 'not in the agent’s list',
  QueueEligibilityAgentBadgeExtra: 'in the agent’s list',
  QueueEligibilityAgentSourceList:
    'For such a queue TaskRouter is asked whenever the agent changes; its last answer is in the agent’s list, and is what is shown.',
  QueueEligibilityAgentSourceGuess: 'What is shown is our own reading. Ask TaskRouter to be sure.',
  QueueEligibilityAgentContradicted: 'By our own reading it would be otherwise, as the clauses show.',
  QueueEligibilityAgentGoneQueue: 'This queue is not there any more. The next resync takes it off the list.',
};
