import { problemsOf, RESYNC, type Problem } from '@queue-eligibility/api';
import React from 'react';
import type { PluginPorts } from '../ports';
import { text, type StringKey } from '../strings';

/** Flex is to be there first, ms. */
const START_AFTER_MS = 10_000;
/** Silence is no event: it is looked for, ms. */
const LOOK_EVERY_MS = 30_000;
const REMEMBERED = 'queue-eligibility.problems';

type Options = Pick<PluginPorts, 'flex' | 'session' | 'jobs'> & {
  /** Part of the address of the page. */
  view: string;
  /** The page is what is shown: it says all of this itself, and a notification would lie over it. */
  isOnPage: () => boolean;
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
};

const SAYS = {
  resync_failed: 'QueueEligibilityNoticeFailed',
  resync_silent: 'QueueEligibilityNoticeSilent',
  resync_unverified: 'QueueEligibilityNoticeUnverified',
  agents_left: 'QueueEligibilityNoticeLeft',
} as const satisfies Record<Problem['code'], StringKey>;

const idOf = (code: Problem['code']): string => `queue-eligibility-${code}`;

/**
 * Tells an admin of a problem wherever in Flex they are but on the page that says so, once: again only when it was gone
 * meanwhile, and not after a reload. Taken away when it is gone, or the page is opened.
 */
export function addNotifications(options: Options): void {
  const { flex, session, jobs, view, isOnPage, storage = sessionStorage } = options;
  if (!session.isAdmin) return;
  const show = (): void => void flex.Actions.invokeAction('NavigateToView', { viewName: view });
  const codes = Object.keys(SAYS) as Problem['code'][];
  const dismiss = (code: Problem['code']): void => flex.Notifications.dismissNotificationById(idOf(code));
  for (const code of codes) {
    if (flex.Notifications.registeredNotifications.has(idOf(code))) continue;
    flex.Notifications.registerNotification({
      id: idOf(code),
      content: SAYS[code],
      type: code === 'agents_left' ? flex.NotificationType.warning : flex.NotificationType.error,
      closeButton: true,
      timeout: 0,
      actions: [
        <flex.NotificationBar.Action key="show" label={text('QueueEligibilityNoticeShow')} onClick={show} />,
      ],
    });
  }

  /** Shows what is new, and answers whether a job is silent. */
  function look(): boolean {
    const { status, running, history, aheadMs } = jobs.getState();
    if (status !== 'ready') return false;
    const resync = running.find(({ kind }) => kind === RESYNC)?.job ?? null;
    const problems = problemsOf(history, resync, Date.now() - aheadMs);
    const known = readKnown(storage);
    for (const { code, detail } of problems) {
      if (!known.has(code) && !isOnPage())
        flex.Notifications.showNotification(idOf(code), { count: detail ?? '' });
    }
    for (const code of codes)
      if (known.has(code) && !problems.some((one) => one.code === code)) dismiss(code);
    storage.setItem(REMEMBERED, JSON.stringify(problems.map(({ code }) => code)));
    return problems.some(({ code }) => code === 'resync_silent');
  }

  flex.Actions.addListener('afterNavigateToView', ({ viewName }: { viewName?: string }) => {
    if (viewName === view) codes.forEach(dismiss);
  });
  setTimeout(() => {
    // An answer is taken up in steps: what is seen between two of them is not how things stand.
    jobs.subscribe(() => queueMicrotask(look));
    // Who asks for the jobs puts a silent one back on its way.
    setInterval(() => void (look() && jobs.reload()), LOOK_EVERY_MS);
    jobs.open({ isPatient: true });
  }, START_AFTER_MS);
}

function readKnown(storage: Pick<Storage, 'getItem'>): Set<unknown> {
  try {
    const known: unknown = JSON.parse(storage.getItem(REMEMBERED) ?? '[]');
    return new Set(Array.isArray(known) ? known : []);
  } catch {
    return new Set();
  }
}
