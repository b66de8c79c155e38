import { describe, expect, it } from '@jest/globals';
import type { JobsDocument } from './job';
import {
  isAskedAgain,
  NO_JOBS,
  runningOf,
  withAgain,
  withEnded,
  without,
  withoutAgain,
  withRunning,
} from './jobs-document';
import { anEntry } from '../test/samples';

const running = (jobId: string, kind = 'resync') => ({ kind, jobId, documentSid: `ET${jobId}` });
const AB: JobsDocument = { running: [running('a'), running('s', 'skills')], entries: [anEntry('z')] };

describe('a job that runs', () => {
  it('is named, one of each kind', () => {
    const one = withRunning(NO_JOBS, running('a'));
    expect(one.running).toEqual([running('a')]);
    expect(withRunning(one, running('b'))).toBe(one);
    expect(withRunning(one, running('s', 'skills')).running).toEqual(AB.running);
  });

  it('is named once, and not when it has ended already', () => {
    expect(withRunning(AB, running('a'))).toBe(AB);
    const ended = withEnded(AB, anEntry('a'));
    expect(withRunning(ended, running('a'))).toBe(ended);
  });

  it('is found by its kind', () => {
    expect(runningOf(AB, 'skills')?.jobId).toBe('s');
    expect(runningOf(AB, 'other')).toBeUndefined();
  });
});

describe('a job that has ended', () => {
  it('is in the history, once, and no longer named', () => {
    const ended = withEnded(AB, anEntry('a'));
    expect(ended).toEqual({ running: [running('s', 'skills')], entries: [anEntry('a'), anEntry('z')] });
    expect(withEnded(ended, anEntry('a'))).toBe(ended);
  });

  it('leaves the next one of its kind as it is', () => {
    expect(withEnded(AB, anEntry('before')).running).toEqual(AB.running);
  });

  it('of which nothing is known is named no longer', () => {
    expect(without(AB, 'a')).toEqual({ ...AB, running: [running('s', 'skills')] });
    expect(without(AB, 'b')).toBe(AB);
  });
});

describe('the wish for another run', () => {
  it('stands at the job of the kind, once', () => {
    const asked = withAgain(AB, 'resync');
    expect(asked.running).toEqual([{ ...running('a'), again: true }, running('s', 'skills')]);
    expect([isAskedAgain(asked, 'a'), isAskedAgain(asked, 's')]).toEqual([true, false]);
    expect(withAgain(asked, 'resync')).toBe(asked);
  });

  it('is nobody’s where no job of the kind runs', () => {
    expect(withAgain(AB, 'other')).toBe(AB);
  });

  it('is taken away from one job only', () => {
    const both = withAgain(withAgain(AB, 'resync'), 'skills');
    const after = withoutAgain(both, 'a');
    expect(after.running).toEqual([running('a'), { ...running('s', 'skills'), again: true }]);
    expect(withoutAgain(after, 'a')).toBe(after);
  });
});

describe('the size', () => {
  it('stays below 10,000 bytes, whatever runs and ran', () => {
    let jobs = NO_JOBS;
    const by = `https://${'deployment-'.repeat(15)}.example`;
    for (const kind of ['resync', 'skills', 'workers']) {
      for (let n = 0; n < 25; n++) {
        const entry = anEntry(`${kind}-${n}`, kind);
        jobs = withEnded(jobs, { ...entry, report: { text: 'x'.repeat(600) } });
      }
      jobs = withRunning(jobs, { ...running(kind, kind), since: new Date(0).toISOString(), by });
      jobs = withAgain(jobs, kind);
      expect(Buffer.byteLength(JSON.stringify(jobs))).toBeLessThanOrEqual(10_000);
    }
    expect(jobs.running).toHaveLength(3);
    expect(jobs.entries[0]?.id).toBe('workers-24');
  });
});
