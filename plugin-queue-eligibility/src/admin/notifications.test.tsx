import { JOBS_DOCUMENT_NAME, type HistoryEntry } from '@queue-eligibility/api';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as Flex from '@twilio/flex-ui';
import { fakeFunctions, FakeSync } from '../../test/fakes';
import { aJobView, aList, anEndedResync, aRunningJob, at } from '../../test/jobs';
import { createJobsWatch } from '../live/jobs-watch';
import type { Session } from '../session';
import { addNotifications } from './notifications';

const FAILED = anEndedResync({ id: 'resync-9', status: 'failed', error: { code: 'x', message: 'x' } });
let shown: string[];
let storage: Map<string, string>;
let actions: string[];
let dismissed: string[];
let isOnPage: boolean;
let navigate: (payload: { viewName: string }) => void;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse(at(40)) });
  shown = [];
  actions = [];
  dismissed = [];
  isOnPage = false;
  storage = new Map();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Flex, as far as this uses it: the real one shows each only for so long. */
const registered = new Map<string, Flex.Notification>();
const flex = {
  ...{ NotificationType: Flex.NotificationType, NotificationBar: Flex.NotificationBar },
  Notifications: {
    registeredNotifications: registered,
    registerNotification: (notification: Flex.Notification) => registered.set(notification.id, notification),
    showNotification: (id: string, context: object) => shown.push(`${id} ${JSON.stringify(context)}`),
    dismissNotificationById: (id: string) => dismissed.push(id),
  },
  Actions: {
    invokeAction: async (name: string, payload: object) =>
      void actions.push(`${name} ${JSON.stringify(payload)}`),
    addListener: (_name: string, listener: typeof navigate) => (navigate = listener),
  },
} as unknown as typeof Flex;

/** Flex has started, or was loaded again, for somebody with or without the role. */
async function load(list = aList(), isAdmin = true) {
  const functions = fakeFunctions({ '/jobs/list': () => list });
  const sync = new FakeSync();
  const jobs = createJobsWatch({ functions: functions.client, connect: () => sync, onResyncEnded: () => {} });
  addNotifications({
    ...{ flex, jobs, view: 'queue-eligibility', session: { isAdmin } as Session, isOnPage: () => isOnPage },
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
    },
  });
  await jest.advanceTimersByTimeAsync(11_000);
  const tell = async (history: HistoryEntry[]) => {
    functions.answers['/jobs/list'] = () => aList({ history });
    sync.tell(JOBS_DOCUMENT_NAME, { running: [], entries: history });
    await jest.advanceTimersByTimeAsync(0);
  };
  return { functions, tell };
}

describe('a notification', () => {
  it('tells an admin that a resync failed, once, and not again after a reload', async () => {
    const { tell } = await load(aList({ history: [anEndedResync()] }));
    expect(shown).toEqual([]);
    await tell([FAILED, anEndedResync()]);
    await tell([{ ...FAILED, id: 'resync-10' }, FAILED, anEndedResync()]);
    expect(shown).toEqual(['queue-eligibility-resync_failed {"count":"x"}']);
    await load(aList({ history: [FAILED] }));
    expect(shown).toHaveLength(1);
  });

  // Regression: it lay over the page's own button.
  it('does not come over the page that says the same, and goes when that is opened', async () => {
    isOnPage = true;
    const { tell } = await load(aList({ history: [anEndedResync()] }));
    await tell([FAILED, anEndedResync()]);
    isOnPage = false;
    await tell([{ ...FAILED, id: 'resync-10' }, FAILED, anEndedResync()]);
    expect(shown).toEqual([]);
    navigate({ viewName: 'teams' });
    expect(dismissed).toEqual([]);
    navigate({ viewName: 'queue-eligibility' });
    expect(dismissed).toContain('queue-eligibility-resync_failed');
  });

  it('goes when the problem is gone', async () => {
    const { tell } = await load(aList({ history: [FAILED] }));
    await tell([anEndedResync(), FAILED]);
    expect(dismissed).toEqual(['queue-eligibility-resync_failed']);
  });

  it('comes again when the problem was gone meanwhile', async () => {
    const { tell } = await load(aList({ history: [FAILED] }));
    await tell([anEndedResync(), FAILED]);
    await tell([{ ...FAILED, id: 'resync-11' }, anEndedResync(), FAILED]);
    expect(shown).toHaveLength(2);
  });

  it('says how many agents were left, and leads to the page', async () => {
    const progress = { total: 9, checked: 9, changed: 1, failed: 2 };
    await load(aList({ history: [anEndedResync({ progress })] }));
    expect(shown).toEqual(['queue-eligibility-agents_left {"count":"2"}']);
    const [action] = registered.get('queue-eligibility-agents_left')?.actions ?? [];
    (action?.props as { onClick(): void }).onClick();
    expect(actions).toEqual(['NavigateToView {"viewName":"queue-eligibility"}']);
  });

  it('tells of a job that went silent, which asking puts back on its way', async () => {
    const { functions } = await load(aList({ running: [aJobView(aRunningJob())] }));
    expect(shown).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(shown).toEqual(['queue-eligibility-resync_silent {"count":""}']);
    expect(functions.count('/jobs/list')).toBeGreaterThan(1);
  });

  it('is for admins only', async () => {
    const { functions } = await load(aList({ history: [FAILED] }), false);
    expect([shown, functions.calls]).toEqual([[], []]);
  });
});
