import { describe, expect, it } from '@jest/globals';
import { buildRules } from '@queue-eligibility/eligibility';
import { FakeTaskRouter, lost, WORKER_SID } from '@queue-eligibility/task-router/testing';
import { performChange, performRestore, type PerformOptions } from './perform';
import type { AgentChange } from './plan-head';
import type { Result } from './result';

const GIVEN = '{"routing":{"skills":["it"],"levels":{"it":3}}}';
const gives: AgentChange = {
  workerSid: WORKER_SID,
  changes: [{ do: 'assign', skill: 'it', level: 3 }],
  expects: [{ skill: 'it', state: {} }],
};

function open(attributes = '{}') {
  const taskRouter = new FakeTaskRouter();
  taskRouter.attributes = attributes;
  const kept: Result[] = [];
  const attribute = { name: 'queues', form: 'sids' } as const;
  const options: PerformOptions = {
    ...{ taskRouter, log: () => {}, ours: 'queues' },
    policy: { retries: 1, minBackoffMs: 1, maxBackoffMs: 2 },
    rules: buildRules({ queues: [], findings: new Map(), gone: [], attribute }),
    keep: async (result) => void kept.push(result),
  };
  return { taskRouter, kept, options };
}

/** What giving the skill has kept. */
async function given(): Promise<Result> {
  const { kept, options } = open();
  await performChange(options, gives);
  const [result] = kept;
  if (!result) throw new Error('nothing was kept');
  return result;
}

describe('taking back', () => {
  it('keeps what it replaced, so that it can be taken back itself', async () => {
    const { taskRouter, kept, options } = open(GIVEN);
    expect(await performRestore(options, await given())).toEqual({ result: 'changed' });
    expect(taskRouter.attributes).toBe('{}');
    expect(kept).toMatchObject([{ workerSid: WORKER_SID, left: [{ skill: 'it', state: {} }] }]);
    expect(kept[0]).not.toHaveProperty('found');
  });

  // Regression: where an invocation was lost after its write, the next one kept nothing, and its taking back could not be
  // taken back.
  it('that was done by an invocation which was lost before it kept anything is kept by the next one', async () => {
    const result = await given();
    const { taskRouter, kept, options } = open(GIVEN);
    const losing = { ...options, keep: () => Promise.reject(lost()) };
    await expect(performRestore(losing, result)).rejects.toThrow();
    expect(taskRouter.attributes).toBe('{}');
    expect(await performRestore(options, result)).toEqual({ result: 'changed' });
    expect(taskRouter.written).toHaveLength(1);
    expect(kept).toEqual([
      { workerSid: WORKER_SID, before: result.left, left: result.before, edits: [], found: true },
    ]);
    const [found] = kept;
    expect(found && (await performRestore(options, found))).toEqual({ result: 'changed' });
    expect(JSON.parse(taskRouter.attributes ?? '')).toEqual(JSON.parse(GIVEN));
  });

  it('keeps what it had done also where somebody else has changed the rest', async () => {
    const { kept: first, options: planning } = open();
    const both: AgentChange = {
      ...gives,
      changes: [...gives.changes, { do: 'assign', skill: 'hr', level: 1 }],
      expects: [...gives.expects, { skill: 'hr', state: {} }],
    };
    await performChange(planning, both);
    const [result] = first;
    const { kept, options } = open('{"routing":{"skills":["hr"],"levels":{"hr":7}}}');
    expect(result && (await performRestore(options, result))).toMatchObject({ code: 'changed_since' });
    expect(kept).toMatchObject([{ found: true, left: [{ skill: 'it', state: {} }] }]);
  });

  it('keeps nothing where nothing is as it is to be, or nothing was changed', async () => {
    const result = await given();
    const { kept, options } = open('{"routing":{"skills":["it"],"levels":{"it":5}}}');
    expect(await performRestore(options, result)).toMatchObject({ code: 'changed_since' });
    expect(await performRestore(options, { ...result, before: result.left })).toEqual({
      result: 'unchanged',
    });
    expect(kept).toEqual([]);
  });
});
