import { describe, expect, it } from '@jest/globals';
import {
  agentChangeSchema,
  expectedSince,
  intoParts,
  isOverdue,
  PART_CHARACTERS,
  planStateOf,
  type PlanHead,
} from './plan-head';

const workerSid = `WK${'0'.repeat(32)}`;
const set = (path: string[], value: unknown) => ({ do: 'set', path, value });
const takes = (...changes: unknown[]): boolean =>
  agentChangeSchema.safeParse({ workerSid, changes, expects: [{ path: ['a'], json: null }] }).success;
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

describe('what an agent of a plan can be', () => {
  it('no attribute twice, and none with a part of it: their order would matter', () => {
    expect(takes(set(['a'], 1), set(['b'], 1))).toBe(true);
    expect(takes(set(['a'], 1), set(['a'], 2))).toBe(false);
    expect(takes(set(['a', 'b'], 1), set(['a'], 2))).toBe(false);
  });

  it('nothing too deep', () => {
    expect(takes(set(['a'], nested(12)))).toBe(true);
    expect(takes(set(['a'], nested(10_000)))).toBe(false);
    expect(takes(set(['a'], undefined))).toBe(false);
  });

  it('comes in parts that fit a request', () => {
    const agent = agentChangeSchema.parse({
      ...{ workerSid, changes: [set(['a'], 'x'.repeat(1_000))], expects: [{ path: ['a'], json: null }] },
    });
    const parts = intoParts(Array.from({ length: 1_000 }, () => agent));
    expect(parts.flat()).toHaveLength(1_000);
    expect(parts.every((part) => JSON.stringify(part).length <= PART_CHARACTERS + 1_000)).toBe(true);
    expect(parts.length).toBeGreaterThan(3);
  });
});

describe('where a plan stands', () => {
  const act = { by: 'ada', at: '2026-01-01T00:00:00.000Z' };
  const head: PlanHead = {
    ...{ id: 'abcdef', created: act, note: 'why', summary: '', kind: 'change', of: null, until: null },
    ...{
      unknownSkills: false,
      agents: 1,
      parts: [{ pages: 1, agents: 1 }],
      complete: true,
      needsConfirmation: true,
    },
    ...{ confirmed: null, applied: null, undone: null, keptUntil: act.at },
  };
  const applied = { ...act, jobId: 'skills-1' };
  it.each([
    [{ complete: false }, 'draft'],
    [{}, 'to-confirm'],
    [{ confirmed: act }, 'ready'],
    [{ needsConfirmation: false }, 'ready'],
    [{ applied }, 'applied'],
    [{ applied, undone: { ...act, planId: 'fedcba' } }, 'undone'],
  ] as [Partial<PlanHead>, string][])('%j is %s', (changes, state) => {
    expect(planStateOf({ ...head, ...changes })).toBe(state);
  });

  it('is overdue from its end on, until somebody begins to take it back', () => {
    const temporary = { ...head, applied, until: act.at };
    const atMs = Date.parse(act.at);
    expect([atMs - 1, atMs].map((nowMs) => isOverdue(temporary, nowMs))).toEqual([false, true]);
    expect(isOverdue({ ...temporary, undone: { ...act, planId: 'fedcba' } }, atMs)).toBe(false);
    expect(isOverdue({ ...temporary, applied: null }, atMs)).toBe(false);
  });
});

describe('since when somebody may have changed an agent of a plan', () => {
  const head = { created: { by: 'ada', at: '2026-01-02T12:00:00.000Z' } };
  const applied = { by: 'ada', at: '2026-01-01T09:00:00.000Z', jobId: 'skills-1' };

  it('is a while before it was made, since its agents were read before', () => {
    expect(expectedSince(head, null)).toBe('2026-01-02T11:00:00.000Z');
  });

  it('is when the plan was applied that it takes back', () => {
    expect(expectedSince(head, { applied })).toBe(applied.at);
    expect(expectedSince(head, { applied: null })).toBe('2026-01-02T11:00:00.000Z');
  });
});
