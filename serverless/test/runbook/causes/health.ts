import { JOBS_DOCUMENT_NAME } from '@queue-eligibility/batch';
import type { Cause } from '../cause';
import { FORBIDDEN, UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';

const RULEBOOK = 'queue-eligibility.rulebook';
const LAST_YEAR = '2025-01-01T00:00:00.000Z';

/** An answer of `/health`. A container remembers what it answered last: none has, on an account of its own. */
const health = (
  code: string,
  touches: Cause['touches'],
  bring: (stage: Stage) => Promise<unknown> | void,
  more: Pick<Cause, 'account'> = {},
): Cause => ({
  code,
  where: 'health',
  touches,
  isAlone: true,
  ...more,
  async cause(stage) {
    await bring(stage);
    const response = await fetch(`${stage.functions.url}/health`);
    return { answer: { status: response.status, body: (await response.json()) as Record<string, unknown> } };
  },
});

/** What is the matter, for a monitor. */
export const healthAnswers: readonly Cause[] = [
  health('resync_failed', 'everybody', (stage) => {
    stage.forgetLists();
    stage.fault('workers', FORBIDDEN);
    return stage.resync();
  }),
  health('resync_silent', 'everybody', (stage) => {
    stage.forgetLists();
    stage.functions.faults.add({ path: '/batch/hop', action: 'lose' });
    stage.plant('resync', { attempt: 1, heartbeatAt: new Date(Date.now() - 120_000).toISOString() });
  }),
  health('resync_unverified', 'everybody', async (stage) => {
    stage.askedQueue();
    stage.fault('workersOfQueue', 'short-list');
    await stage.resync();
    // The two before it came to the same end.
    const [last] = (await stage.list()).history;
    stage.rewrite(JOBS_DOCUMENT_NAME, { entries: [last, last, last] });
  }),
  health('agents_left', 'some', (stage) => {
    stage.emulator.taskRouter.spoilWorker(stage.firstWorker, 'skills: billing');
    return stage.resync();
  }),
  health('overdue', 'nobody', async (stage) => {
    await stage.resync();
    stage.rewriteItem(RULEBOOK, '0', { verifiedAt: LAST_YEAR });
    stage.fault('jobsWrite', UNAVAILABLE);
  }),
  health('configuration', 'nobody', () => {}, {
    account: { env: { TWILIO_FLEX_SYNC_SID: 'ISnothing' } },
  }),
  health('unavailable', 'nobody', (stage) => void stage.fault('sync', UNAVAILABLE)),
];
