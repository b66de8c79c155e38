import { describe, expect, it } from '@jest/globals';
import { auditRows } from './audit';
import type { AgentChange } from './plan-head';

const agent = (n: number): AgentChange => ({
  workerSid: `WK${n}`,
  changes: [{ do: 'assign', skill: 'it', level: 3 }],
  expects: [{ skill: 'it', state: {} }],
});
const failure = { key: 'WK2', code: 'changed_since', message: 'Somebody did', attempts: 1 };
const result = {
  workerSid: 'WK1',
  before: [{ skill: 'it', state: { enabled: true as const, level: '1' } }],
  left: [{ skill: 'it', state: { enabled: true as const, level: '3' } }],
  edits: [],
};
const plan = {
  agents: [1, 2, 3].map(agent),
  results: [result],
  failures: [failure],
  hasAllFailures: true,
  names: new Map([['WK1', 'Ada']]),
};

describe('the audit of a plan', () => {
  it('has what became of each agent, and marks what can be done again', () => {
    expect(auditRows({ ...plan, isCompleted: true })).toMatchObject([
      { workerSid: 'WK1', friendlyName: 'Ada', status: 'done', isToDo: false, before: result.before },
      { workerSid: 'WK2', status: 'failed', message: 'Somebody did (changed_since)', isToDo: true },
      { workerSid: 'WK3', status: 'nothing to do', isToDo: false },
    ]);
    expect(auditRows({ ...plan, isCompleted: false })[2]).toMatchObject({
      status: 'not reached',
      isToDo: true,
    });
  });

  // Regression: of 3,000 that failed 1,000 are known; the others had "nothing to do", and were not done again.
  it('does not say that there was nothing to do where not all failures are known', () => {
    const rows = auditRows({ ...plan, isCompleted: true, hasAllFailures: false });
    expect(rows[2]).toMatchObject({ status: 'not reached', isToDo: true });
  });

  it('says of one that takes another back what it made of each thing', () => {
    const rows = auditRows({ ...plan, agents: [], failures: [], isCompleted: true });
    expect(rows).toMatchObject([{ workerSid: 'WK1', change: { do: 'assign', skill: 'it', level: 3 } }]);
  });
});
