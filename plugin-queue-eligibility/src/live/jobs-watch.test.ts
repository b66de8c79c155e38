import { JOBS_DOCUMENT_NAME } from '@queue-eligibility/api';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fakeFunctions, FakeSync } from '../../test/fakes';
import { aJobView, aLeftWorker, aList, anEndedResync, aRunningJob, at } from '../../test/jobs';
import { createJobsWatch } from './jobs-watch';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setUp(list = aList()) {
  const functions = fakeFunctions({ '/jobs/list': () => list });
  const syncs: FakeSync[] = [];
  let resyncsEnded = 0;
  const watch = createJobsWatch({
    functions: functions.client,
    connect: () => {
      const sync = new FakeSync();
      syncs.push(sync);
      return sync;
    },
    onResyncEnded: () => (resyncsEnded += 1),
  });
  /** Lets everything happen that does not wait for time. */
  const settle = () => jest.advanceTimersByTimeAsync(0);
  return { watch, functions, syncs, settle, ended: () => resyncsEnded };
}
const entry = { kind: 'resync', jobId: 'resync-1', documentSid: 'ET-resync-1' };

describe('the watch', () => {
  it('asks once, and hears the rest from Sync', async () => {
    const { watch, functions, syncs, settle } = setUp(
      aList({ verifiedAt: at(0), history: [anEndedResync()] }),
    );
    watch.open({ isPatient: false });
    await settle();
    syncs[0]?.become('connected');
    expect(watch.getState()).toMatchObject({ status: 'ready', connection: 'connected', verifiedAt: at(0) });
    syncs[0]?.tell(JOBS_DOCUMENT_NAME, { running: [entry], entries: [anEndedResync()] });
    await settle();
    syncs[0]?.tell('ET-resync-1', aRunningJob());
    syncs[0]?.tell('ET-resync-1', aRunningJob({ heartbeatAt: at(11) }));
    expect(watch.getState().running).toMatchObject([{ jobId: 'resync-1', job: { heartbeatAt: at(11) } }]);
    expect(watch.getState().running[0]?.samples).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(functions.count('/jobs/list')).toBe(1);
  });

  it('knows which agents were left, until nobody names them any more', async () => {
    const { watch, functions, settle } = setUp(aList({ left: [aLeftWorker()] }));
    watch.open({ isPatient: false });
    await settle();
    expect(watch.getState().left).toEqual([aLeftWorker()]);
    functions.answers['/jobs/list'] = () => aList();
    await watch.reload();
    expect(watch.getState().left).toEqual([]);
  });

  it('shows a job that ran already, and nothing that is older than what it knows', async () => {
    const { watch, syncs, settle } = setUp(aList({ running: [aJobView()] }));
    watch.open({ isPatient: false });
    await settle();
    expect(watch.getState().running[0]?.job).toMatchObject({ heartbeatAt: at(10) });
    syncs[0]?.tell('ET-resync-1', aRunningJob({ heartbeatAt: at(9) }));
    syncs[0]?.tell('ET-resync-1', { status: 'dancing' });
    expect(watch.getState().running[0]?.job).toMatchObject({ heartbeatAt: at(10) });
  });

  it('tells that a resync has ended, and asks since when all is in step', async () => {
    const { watch, functions, syncs, settle, ended } = setUp(aList({ history: [anEndedResync()] }));
    watch.open({ isPatient: false });
    await settle();
    syncs[0]?.become('connected');
    syncs[0]?.tell(JOBS_DOCUMENT_NAME, { running: [entry], entries: [anEndedResync()] });
    const later = anEndedResync({ id: 'resync-1' });
    syncs[0]?.tell(JOBS_DOCUMENT_NAME, { running: [], entries: [later, anEndedResync()] });
    await settle();
    expect(ended()).toBe(1);
    expect(watch.getState().running).toEqual([]);
    expect(functions.count('/jobs/list')).toBe(2);
  });

  it('asks now and then while Sync can’t be reached, if somebody is impatient', async () => {
    const { watch, functions, syncs, settle } = setUp();
    const close = watch.open({ isPatient: true });
    await settle();
    syncs[0]?.become('disconnected');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(functions.count('/jobs/list')).toBe(1);
    watch.open({ isPatient: false });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(functions.count('/jobs/list')).toBe(5);
    syncs[0]?.become('connected');
    await settle();
    const asked = functions.count('/jobs/list');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(functions.count('/jobs/list')).toBe(asked);
    close();
  });

  it('keeps what it knows when the Functions can’t be reached', async () => {
    const { watch, functions, settle } = setUp(aList({ verifiedAt: at(0) }));
    watch.open({ isPatient: false });
    await settle();
    delete functions.answers['/jobs/list'];
    await watch.reload();
    expect(watch.getState()).toMatchObject({
      status: 'ready',
      error: { kind: 'unreachable' },
      verifiedAt: at(0),
    });
  });

  it('is one for all who look, and over with the last', async () => {
    const { watch, syncs, settle } = setUp();
    const closes = [watch.open({ isPatient: true }), watch.open({ isPatient: false })];
    await settle();
    expect(syncs).toHaveLength(1);
    closes[0]?.();
    expect(syncs[0]?.isClosed).toBe(false);
    closes[1]?.();
    expect(syncs[0]?.isClosed).toBe(true);
    watch.open({ isPatient: true });
    expect(syncs).toHaveLength(2);
  });
});
