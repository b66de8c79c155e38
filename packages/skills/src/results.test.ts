import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@queue-eligibility/batch';
import type { Result } from './result';
import { createResults } from './results';

/** A clock that stands until it is moved on. */
function standingClock() {
  let nowMs = 0;
  let sleepers: { untilMs: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => nowMs,
    sleep: (ms) => new Promise((wake) => sleepers.push({ untilMs: nowMs + ms, wake })),
  };
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    const due = sleepers.filter(({ untilMs }) => untilMs <= nowMs);
    sleepers = sleepers.filter((sleeper) => !due.includes(sleeper));
    for (const { wake } of due) wake();
    await new Promise(setImmediate);
  };
  return { clock, pass };
}

const resultOf = (workerSid: string): Result => ({ workerSid, before: [], left: [], edits: [] });

function setup({ workUntilMs = 10_000, fails = (): boolean => false } = {}) {
  const { clock, pass } = standingClock();
  const stored: [string, string[]][] = [];
  const collect = createResults({
    clock,
    workUntilMs,
    store: (planId, results) => {
      if (fails()) return Promise.reject(new Error('Sync is away'));
      stored.push([planId, results.map(({ workerSid }) => workerSid)]);
      return Promise.resolve();
    },
  });
  /** Begins a change that is to replace something: answered is what tells that it has, or has not. */
  const began = (planId: string, workerSid: string): ((isKept: boolean) => void) => {
    let end = (_isKept: boolean): void => {};
    const ended = new Promise<boolean>((resolve) => (end = resolve));
    void collect(async (keep) => ((await ended) ? keep(planId, resultOf(workerSid)) : undefined));
    return end;
  };
  /** Keeps one, and answers what has come of it so far. */
  const kept = (planId: string, workerSid: string): { state: () => string } => {
    let state = 'open';
    collect((keep) => keep(planId, resultOf(workerSid))).then(
      () => (state = 'kept'),
      (error: Error) => (state = error.message),
    );
    return { state: () => state };
  };
  return { began, kept, pass, stored };
}

describe('what agents’ changes replaced', () => {
  it('is stored together, and nobody is done before it is', async () => {
    const { kept, pass, stored } = setup();
    const first = kept('p', 'a');
    await pass(500);
    const second = kept('p', 'b');
    expect([first.state(), second.state(), stored]).toEqual(['open', 'open', []]);
    await pass(200);
    expect([first.state(), second.state(), stored]).toEqual(['kept', 'kept', [['p', ['a', 'b']]]]);
    // Who comes afterwards begins anew.
    const third = kept('p', 'c');
    await pass(699);
    expect(third.state()).toBe('open');
    await pass(1);
    expect([third.state(), stored.at(-1)]).toEqual(['kept', ['p', ['c']]]);
  });

  it('is stored for each plan by itself', async () => {
    const { kept, pass, stored } = setup();
    kept('p', 'a');
    kept('q', 'b');
    await pass(700);
    expect(stored).toEqual([
      ['p', ['a']],
      ['q', ['b']],
    ]);
  });

  it('is stored in one where the hop is over, with what is still to come of it soon', async () => {
    const { began, kept, pass, stored } = setup({ workUntilMs: 1_000 });
    const last = began('p', 'last');
    await pass(900);
    kept('p', 'a');
    await pass(150);
    kept('p', 'b');
    expect(stored).toEqual([]);
    await pass(50);
    last(true);
    await pass(0);
    expect(stored).toEqual([['p', ['a', 'b', 'last']]]);
  });

  it('does not wait long for what does not come while the hop has stopped, and then hardly', async () => {
    const { began, kept, pass, stored } = setup({ workUntilMs: 1_000 });
    began('p', 'last');
    await pass(900);
    kept('p', 'a');
    await pass(399);
    expect(stored).toEqual([]);
    await pass(1);
    expect(stored).toEqual([['p', ['a']]]);
    kept('p', 'b');
    await pass(59);
    expect(stored).toHaveLength(1);
    await pass(1);
    expect(stored.at(-1)).toEqual(['p', ['b']]);
  });

  it('is stored at once where the hop is over and nothing more is to come', async () => {
    const { began, kept, pass, stored } = setup({ workUntilMs: 1_000 });
    const [one, other] = [began('p', 'b'), began('p', 'c')];
    await pass(1_000);
    kept('p', 'a');
    one(true);
    await pass(1);
    expect(stored).toEqual([]);
    // The last one has nothing to keep: somebody else had changed the agent.
    other(false);
    await pass(0);
    expect(stored).toEqual([['p', ['a', 'b']]]);
  });

  it('that could not be stored leaves nobody done, and the next are stored all the same', async () => {
    let isAway = true;
    const { kept, pass, stored } = setup({ fails: () => isAway });
    const [one, other] = [kept('p', 'a'), kept('p', 'b')];
    await pass(700);
    expect([one.state(), other.state()]).toEqual(['Sync is away', 'Sync is away']);
    isAway = false;
    const again = kept('p', 'a');
    await pass(700);
    expect([again.state(), stored]).toEqual(['kept', [['p', ['a']]]]);
  });
});
