import { hasEnded } from '@queue-eligibility/batch';
import { kindWords } from '../happenings';
import { fact } from '../report';
import type { Screen } from '../screen';
import { count, counted } from '../words';
import type { Demo } from './demo';

/** Says how things stand. */
export async function tryStatus(demo: Demo, screen: Screen): Promise<void> {
  const { account } = demo;
  const { workers, queues, differing, requests, events, job, startedBy } = await demo.status();
  const verdict =
    differing === 0
      ? screen.paint('good', "yes: every list equals TaskRouter's own answer")
      : screen.paint('bad', `no: the lists of ${counted(differing, 'worker')} differ`);
  const isOpen = job !== null && !hasEnded(job);
  const { checked = 0, total = null, changed = 0, failed = 0 } = job?.progress ?? {};
  const of = total === null ? '' : ` of ${count(total)}`;
  for (const line of [
    ...fact('Contact centre', `${counted(workers, 'worker')}, ${counted(queues, 'queue')}`),
    ...fact('In step', [verdict, ...(isOpen ? ['a job is under way, which has not said so yet'] : [])]),
    ...fact(
      'Last job',
      job
        ? [
            `${kindWords(job)}, ${job.status}, started by ${startedBy ?? 'nobody knows whom'}`,
            `${count(checked)}${of} checked, ${count(changed)} changed, ${count(failed)} failed`,
          ]
        : 'none',
    ),
    ...fact('Events', `${count(events.delivered)} delivered, ${count(events.failed)} failed`),
    ...fact('Requests', `${count(requests)} to TaskRouter and Sync since the start`),
    '',
    ...fact('Functions', account.functionsUrl),
    ...fact('API', [account.apiUrl, 'with the header x-twilio-host: taskrouter.twilio.com']),
    ...fact('Account', [account.accountSid, `auth token ${account.authToken}`]),
    ...fact('Workspace', account.workspaceSid),
  ]) {
    screen.line(line);
  }
}
