import { describe, expect, it } from '@jest/globals';
import { storyOf, tell, type LogLine } from './story';

const EVENT = `EV${'1'.repeat(32)}`;
const WORKER = `WK${'2'.repeat(32)}`;
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, seconds)).toISOString();
const line = (seconds: number, event: string, facts: object = {}): LogLine => ({
  takenAtMs: 0,
  message: JSON.stringify({ level: 'info', event, at: at(seconds), ...facts }),
});

const log: LogLine[] = [
  line(4, 'job.ended', { cid: 'resync-1', jobId: 'resync-1', status: 'completed' }),
  line(1, 'event.handled', { cid: EVENT, eventSid: EVENT }),
  line(0, 'job.started', { cid: EVENT, jobId: 'resync-1', kind: 'resync', by: 'event', eventSid: EVENT }),
  line(2, 'hop.claimed', { cid: 'resync-1', hop: 1 }),
  line(3, 'worker.written', { cid: 'resync-1', hop: 1, workerSid: WORKER }),
  line(5, 'job.started', { cid: 'resync-1', jobId: 'resync-2', kind: 'resync', by: 'event' }),
  line(6, 'hop.claimed', { cid: 'resync-2', hop: 1 }),
  line(2, 'hop.claimed', { cid: 'skills-1', hop: 1 }),
  line(3, 'worker.written', { cid: 'skills-1', hop: 1, workerSid: WORKER }),
  line(1, 'job.started', { cid: 'health', jobId: 'resync-0', kind: 'resync', by: 'check' }),
  line(2, 'job.recovered', { cid: 'health', jobId: 'resync-9' }),
  { takenAtMs: 0, message: 'a line of somebody else’s' },
  { takenAtMs: 0, message: '{"broken": ' },
];
const events = (about: object) => storyOf(log, about).map(({ line: { event, cid } }) => `${event} ${cid}`);

describe('a story', () => {
  it('of a job begins with what started it, and goes on with what it started, in order', () => {
    expect(events({ job: 'resync-1' })).toEqual([
      `job.started ${EVENT}`,
      `event.handled ${EVENT}`,
      'hop.claimed resync-1',
      'worker.written resync-1',
      'job.ended resync-1',
      'job.started resync-1',
      'hop.claimed resync-2',
    ]);
  });

  it('of an event is the same one', () => {
    expect(events({ event: EVENT })).toEqual(events({ job: 'resync-1' }));
  });

  it('is not tied by a monitor, which calls all the time', () => {
    expect(events({ job: 'resync-9' })).toEqual(['job.recovered health']);
  });

  it('of a worker is everything about it', () => {
    expect(events({ worker: WORKER })).toEqual(['worker.written resync-1', 'worker.written skills-1']);
  });

  it('of nothing is everything that is ours', () => {
    expect(events({})).toHaveLength(11);
  });

  it('is told with times, marks and facts', () => {
    const [first] = storyOf(
      [line(2, 'hop.failed', { level: 'error', cid: 'a', jobId: 'a', code: 'x', n: 1 })],
      {},
    );
    expect(first && tell(first, first.atMs - 1_500)).toBe(
      '2026-01-05 09:00:02.000     +1.500 s ✗ hop.failed               jobId=a code=x n=1',
    );
  });

  it('goes by Twilio’s own time where a line has none, and by what follows a prefix', () => {
    const lines = [
      { takenAtMs: Date.parse(at(9)), message: '{"level":"error","event":"chain.failed"}' },
      { takenAtMs: 0, message: `INFO ${line(8, 'x').message}` },
    ];
    expect(storyOf(lines, {}).map(({ line: { event } }) => event)).toEqual(['x', 'chain.failed']);
  });
});
