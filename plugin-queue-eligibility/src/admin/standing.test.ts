import { describe, expect, it } from '@jest/globals';
import { anEndedResync, aRunningJob, at } from '../../test/jobs';
import type { JobsState } from '../live/jobs-watch';
import { standingOf } from './standing';

const state = (changes: Partial<JobsState>): JobsState => ({
  status: 'ready',
  error: null,
  connection: 'connected',
  verifiedAt: null,
  running: [],
  history: [],
  ...changes,
});
const NOW = Date.parse(at(12));
const watched = {
  jobId: 'resync-1',
  kind: 'resync',
  documentSid: 'ET1',
  job: aRunningJob(),
  samples: [],
};
const after = (changes: Parameters<typeof anEndedResync>[0]) => state({ history: [anEndedResync(changes)] });

describe('how things stand', () => {
  it.each([
    ['never', state({})],
    ['running', state({ running: [watched], history: [anEndedResync()] })],
    ['in-step', after({})],
    ['failures', after({ progress: { total: 9, checked: 9, changed: 3, failed: 2 } })],
    ['unverified', after({ report: { verified: false, queues: 3, asked: 3, disagreed: 1 } })],
    ['unverified', after({ report: {} })],
    ['cancelled', after({ status: 'cancelled' })],
    ['failed', after({ status: 'failed', error: { code: 'throttled', message: '' } })],
    // Another kind of job says nothing of how things stand.
    [
      'in-step',
      state({
        history: [{ ...anEndedResync(), id: 's', kind: 'skills', status: 'failed' }, anEndedResync()],
      }),
    ],
    // The history has forgotten, and the backend remembers.
    ['in-step', state({ verifiedAt: at(0) })],
  ])('is %s', (kind, jobs) => {
    expect(standingOf(jobs, NOW)).toMatchObject({ kind });
  });

  it('is silent when a job gives no sign of life for longer than its recovery takes', () => {
    const jobs = state({ running: [watched] });
    expect(standingOf(jobs, Date.parse(at(26)))).toMatchObject({ kind: 'silent' });
    expect(standingOf(jobs, Date.parse(at(24)))).toMatchObject({ kind: 'running' });
  });
});
