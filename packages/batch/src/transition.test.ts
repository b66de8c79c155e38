import { describe, expect, it } from '@jest/globals';
import { aJob, anEndedJob, aPausedJob, aWorkingJob, iso, T0 } from '../test/samples';
import type { Job, RunningJob } from './job';
import { LEASE_MS, MAX_HOP_ATTEMPTS, MAX_PAUSE_MS, MAX_STALLS } from './limits';
import { isLeased, transition, type JobEvent, type Refusal } from './transition';

const NOW = T0 + 5_000;
const ERROR = { code: 'unavailable', message: 'Twilio had no time' };
const progress = { total: 10, checked: 4, changed: 2, failed: 1 };

const EVENTS = {
  claim: { type: 'claim', hop: 1, atMs: NOW },
  'claim of a later hop': { type: 'claim', hop: 2, atMs: NOW },
  'claim of no hop': { type: 'claim', hop: 0, atMs: NOW },
  beat: { type: 'beat', fence: 1, atMs: NOW, patch: { progress } },
  'hand-on': { type: 'hand-on', fence: 1, atMs: NOW, patch: { progress } },
  release: { type: 'release', fence: 1, atMs: NOW, error: ERROR },
  complete: { type: 'complete', fence: 1, atMs: NOW, patch: { progress } },
  fail: { type: 'fail', fence: 1, atMs: NOW, error: ERROR },
  'beat of another fence': { type: 'beat', fence: 0, atMs: NOW, patch: { progress } },
  'complete of another fence': { type: 'complete', fence: 2, atMs: NOW, patch: { progress } },
  cancel: { type: 'cancel', atMs: NOW },
  pause: { type: 'pause', atMs: NOW },
  resume: { type: 'resume', atMs: NOW },
  'limit-pace': { type: 'limit-pace', atMs: NOW, itemsPerSecond: 20 },
  refuse: { type: 'refuse', atMs: NOW, error: ERROR },
} as const satisfies Record<string, JobEvent>;
type EventName = keyof typeof EVENTS;

const ended = anEndedJob();
const STATES = {
  unclaimed: aJob(),
  leased: aWorkingJob(),
  'leased, asked to cancel': aWorkingJob({ command: 'cancel' }),
  'leased, asked to pause': aWorkingJob({ command: 'pause' }),
  'lease expired': aWorkingJob({}, 4_999),
  'lease expires now': aWorkingJob({}, 5_000),
  released: aJob({ attempt: 1, fence: 1 }),
  'handed on to hop 2': aJob({ hop: 2, fence: 1 }),
  paused: aPausedJob(),
  completed: ended,
  cancelled: { ...ended, status: 'cancelled' },
  failed: { ...ended, status: 'failed', error: ERROR },
} as const satisfies Record<string, Job>;
type StateName = keyof typeof STATES;

type Verdict = 'ok' | Refusal;
const COLUMNS = Object.keys(EVENTS) as EventName[];
const all = (verdict: Verdict): Verdict[] => COLUMNS.map(() => verdict);
const holder: Verdict[] = ['ok', 'ok', 'ok', 'ok', 'ok'];
const stranger: Verdict[] = [...holder.map((): Verdict => 'not_holder'), 'not_holder', 'not_holder'];
const otherFences: Verdict[] = ['not_holder', 'not_holder'];
/** Cancel, pause, resume, another pace. */
const commands: Verdict[] = ['ok', 'ok', 'not_paused', 'ok'];

/** What becomes of each event, in the order of EVENTS. */
const TABLE: Record<StateName, Verdict[]> = {
  unclaimed: ['ok', 'unknown_hop', 'stale_hop', ...stranger, ...commands, 'ok'],
  leased: ['leased', 'unknown_hop', 'stale_hop', ...holder, ...otherFences, ...commands, 'leased'],
  'leased, asked to cancel': [
    ...(['leased', 'unknown_hop', 'stale_hop'] as const),
    ...holder,
    ...otherFences,
    ...(['ok', 'being_cancelled', 'being_cancelled', 'ok'] as const),
    'leased',
  ],
  'leased, asked to pause': [
    ...(['leased', 'unknown_hop', 'stale_hop'] as const),
    ...holder,
    ...otherFences,
    ...(['ok', 'ok', 'ok', 'ok'] as const),
    'leased',
  ],
  // Nobody took it over: who worked last may still say how far it came.
  'lease expired': ['ok', 'unknown_hop', 'stale_hop', ...holder, ...otherFences, ...commands, 'leased'],
  'lease expires now': ['ok', 'unknown_hop', 'stale_hop', ...holder, ...otherFences, ...commands, 'leased'],
  released: ['ok', 'unknown_hop', 'stale_hop', ...stranger, ...commands, 'leased'],
  'handed on to hop 2': ['stale_hop', 'ok', 'stale_hop', ...stranger, ...commands, 'stale_hop'],
  paused: COLUMNS.map((event) => (['cancel', 'resume', 'limit-pace'].includes(event) ? 'ok' : 'paused')),
  completed: all('over'),
  cancelled: all('over'),
  failed: all('over'),
};

const cells = Object.entries(TABLE).flatMap(([state, verdicts]) =>
  verdicts.map((verdict, i) => ({ state: state as StateName, event: COLUMNS[i] ?? 'claim', verdict })),
);

describe('every event in every state', () => {
  it.each(cells)('$state: $event -> $verdict', ({ state, event, verdict }) => {
    const before = structuredClone<Job>(STATES[state]);
    const result = transition(STATES[state], EVENTS[event]);
    expect(result.ok ? 'ok' : result.refusal).toBe(verdict);
    expect(STATES[state]).toEqual(before);
  });
});

/** The job after an event that must be accepted. */
function after(job: Job, event: JobEvent): Job {
  const result = transition(job, event);
  if (!result.ok) throw new Error(`refused: ${result.refusal}`);
  return result.job;
}
const stillRunning = (job: Job): RunningJob => {
  if (job.status !== 'running') throw new Error(`the job is ${job.status}`);
  return job;
};

describe('a claim', () => {
  it('counts the attempt and gives a lease under a new fence', () => {
    const job = stillRunning(after(STATES['lease expired'], EVENTS.claim));
    expect(job).toMatchObject({
      hop: 1,
      attempt: 2,
      fence: 2,
      lease: { fence: 2, until: iso(NOW + LEASE_MS) },
      heartbeatAt: iso(NOW),
    });
    expect(isLeased(job, NOW + LEASE_MS - 1)).toBe(true);
    expect(isLeased(job, NOW + LEASE_MS)).toBe(false);
  });

  it('shuts out whoever held the claim before', () => {
    const job = after(STATES['lease expired'], EVENTS.claim);
    expect(transition(job, EVENTS.beat)).toEqual({ ok: false, refusal: 'not_holder' });
    expect(transition(job, { ...EVENTS.beat, fence: 2 }).ok).toBe(true);
  });

  it('fails a hop that was claimed as often as it may be, and says hop_lost', () => {
    const last = aJob({ attempt: MAX_HOP_ATTEMPTS - 1 });
    expect(after(last, EVENTS.claim)).toMatchObject({ status: 'running', attempt: MAX_HOP_ATTEMPTS });
    const lost = after(aJob({ attempt: MAX_HOP_ATTEMPTS }), EVENTS.claim);
    expect(lost).toMatchObject({ status: 'failed', endedAt: iso(NOW), error: { code: 'hop_lost' } });
  });
});

describe('the holder', () => {
  it('beats: the patch and the time, and nothing else', () => {
    expect(after(STATES.leased, EVENTS.beat)).toEqual({ ...STATES.leased, progress, heartbeatAt: iso(NOW) });
  });

  it('hands on: the next hop, with its attempts before it', () => {
    expect(after(aWorkingJob({ attempt: 3, stalls: 7 }), EVENTS['hand-on'])).toMatchObject({
      hop: 2,
      attempt: 0,
      lease: null,
      fence: 1,
      stalls: 0,
      progress,
    });
  });

  it('gives back: the same hop, until its attempts are used up', () => {
    expect(after(STATES.leased, EVENTS.release)).toMatchObject({ hop: 1, attempt: 1, lease: null, fence: 1 });
    const last = after(aWorkingJob({ attempt: MAX_HOP_ATTEMPTS }), EVENTS.release);
    expect(last).toMatchObject({ status: 'failed', error: ERROR });
  });

  it.each([
    ['complete', 'completed'],
    ['fail', 'failed'],
  ] as const)('ends it: %s -> %s', (event, status) => {
    const job = after(STATES.leased, EVENTS[event]);
    expect(job).toMatchObject({ status, endedAt: iso(NOW), heartbeatAt: iso(NOW) });
    for (const field of ['lease', 'fence', 'command', 'stalls', 'paceLimit'])
      expect(job).not.toHaveProperty(field);
    expect('error' in job).toBe(status === 'failed');
  });

  it('keeps who cancelled it, whether it ends at once or later', () => {
    const cancel = { ...EVENTS.cancel, by: 'grace' };
    for (const state of ['leased', 'paused'] as const) {
      const job = after(STATES[state], cancel);
      expect(job).toMatchObject({ cancelledBy: 'grace' });
      if (job.status === 'running')
        expect(after(job, EVENTS['hand-on'])).toMatchObject({ status: 'cancelled', cancelledBy: 'grace' });
    }
  });

  it('completes even when it was asked to cancel: what is done is done', () => {
    expect(after(STATES['leased, asked to cancel'], EVENTS.complete).status).toBe('completed');
  });
});

describe('a job that gets nothing done', () => {
  const idle = (job: RunningJob): Job => {
    const claimed = stillRunning(after(job, { type: 'claim', hop: job.hop, atMs: NOW }));
    return after(claimed, { type: 'hand-on', fence: claimed.fence, atMs: NOW, patch: {} });
  };

  it('fails after so many hops in a row, and says no_progress', () => {
    let job: Job = aJob();
    for (let hop = 1; hop <= MAX_STALLS; hop++) job = idle(stillRunning(job));
    expect(job).toMatchObject({ status: 'running', stalls: MAX_STALLS });
    expect(idle(stillRunning(job))).toMatchObject({ status: 'failed', error: { code: 'no_progress' } });
  });

  it.each([
    ['a pass', { pass: 2 }],
    ['a phase', { phase: 'perform' }],
    ['an item', { items: { ...aJob().items, done: 1 } }],
    ['a page of items', { items: { ...aJob().items, pages: 1 } }],
    ['something looked at', { progress: { ...aJob().progress, checked: 1 } }],
  ] as const)('counts %s as progress', (_what, patch) => {
    const job = aWorkingJob({ stalls: MAX_STALLS });
    expect(after(job, { ...EVENTS['hand-on'], patch })).toMatchObject({ status: 'running', stalls: 0 });
  });

  it('does not take for idle a hop whose last heartbeat already told of everything it did', () => {
    const beaten = after(aWorkingJob({ stalls: MAX_STALLS }), EVENTS.beat);
    expect(after(beaten, { ...EVENTS['hand-on'], patch: {} }).status).toBe('running');
  });
});

describe('a command', () => {
  const handOn = { ...EVENTS['hand-on'], atMs: NOW };

  it.each(['hand-on', 'release'] as const)('is obeyed when the hop stops: %s', (event) => {
    expect(after(STATES['leased, asked to cancel'], EVENTS[event]).status).toBe('cancelled');
    expect(after(STATES['leased, asked to pause'], EVENTS[event]).status).toBe('paused');
  });

  it('keeps what the hop had done', () => {
    for (const state of ['leased, asked to cancel', 'leased, asked to pause'] as const)
      expect(after(STATES[state], handOn)).toMatchObject({ progress });
  });

  it('outlives the hop that should have obeyed: the next claim does', () => {
    const lost = aWorkingJob({ command: 'pause' }, 4_999);
    expect(after(lost, EVENTS.claim)).toMatchObject({ status: 'paused', hop: 2, attempt: 0 });
    expect(after({ ...lost, command: 'cancel' }, EVENTS.claim).status).toBe('cancelled');
  });

  it('is obeyed at once where nobody works on the job', () => {
    expect(after(STATES['handed on to hop 2'], EVENTS.cancel).status).toBe('cancelled');
    expect(after(STATES['handed on to hop 2'], EVENTS.pause).status).toBe('paused');
    expect(after(STATES.paused, EVENTS.cancel).status).toBe('cancelled');
  });

  it('to pause is taken back before it was obeyed', () => {
    const job = stillRunning(after(STATES['leased, asked to pause'], EVENTS.resume));
    expect(after(job, handOn)).toMatchObject({ status: 'running', hop: 2 });
  });

  it('to pause holds for an hour at the most, and old hand-offs do not end it', () => {
    const job = after(STATES['leased, asked to pause'], handOn);
    expect(job).toMatchObject({ resumesAt: iso(NOW + MAX_PAUSE_MS) });
    const resumed = stillRunning(after(job, { type: 'resume', atMs: NOW + 1_000 }));
    expect(resumed).toMatchObject({ lease: null, command: null, heartbeatAt: iso(NOW + 1_000) });
    expect(transition(resumed, { type: 'claim', hop: 1, atMs: NOW })).toEqual({
      ok: false,
      refusal: 'stale_hop',
    });
    expect(after(resumed, { type: 'claim', hop: 2, atMs: NOW }).status).toBe('running');
  });

  it('to keep to a pace outlives a pause, and ends with the job', () => {
    const limited = stillRunning(after(STATES.leased, EVENTS['limit-pace']));
    const paused = after({ ...limited, command: 'pause' }, handOn);
    expect(after(paused, EVENTS.resume)).toMatchObject({ paceLimit: 20 });
    expect(after(paused, EVENTS.cancel)).not.toHaveProperty('paceLimit');
  });
});
