import type { FunctionFaultAction } from '@queue-eligibility/twilio-emulator';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { strikes, type Hazard, type Storm } from '../hazard';

type HandOffHazard = Pick<Hazard, 'name' | 'what' | 'loses'> & {
  path: string;
  action: FunctionFaultAction;
  share: number;
  times: number;
};

const meddling = ({ path, action, share, times, ...named }: HandOffHazard): Hazard => ({
  ...named,
  chapter: 'hand-offs',
  begin({ scenario }) {
    const fault = scenario.functions.faults.add({ path, action, share, times });
    return { injected: () => fault.injected, end: () => fault.remove() };
  },
});

/** What happens to a request from one of our invocations to the next. */
export const handOffs: readonly Hazard[] = [
  meddling({
    name: 'hand-off-lost',
    what: 'a hand-off is lost',
    loses: 'hop',
    path: '/batch/hop',
    action: 'lose',
    share: 0.6,
    times: 8,
  }),
  meddling({
    name: 'guard-lost',
    what: 'the hand-off to a guard is lost',
    loses: 'guard',
    path: '/batch/guard',
    action: 'lose',
    share: 0.5,
    times: 8,
  }),
  meddling({
    name: 'hand-off-late',
    what: 'a hand-off comes late, after its repetition: out of order',
    path: '/batch/hop',
    action: { delayMs: 2_600 },
    share: 0.6,
    times: 8,
  }),
  meddling({
    name: 'hand-off-doubled',
    what: 'a hand-off comes twice',
    path: '/batch/hop',
    action: 'duplicate',
    share: 0.8,
    times: 20,
  }),
  meddling({
    name: 'hand-off-refused',
    what: 'the platform answers a hand-off with 500',
    loses: 'hop',
    path: '/batch/hop',
    action: { status: 500 },
    share: 0.6,
    times: 8,
  }),
  {
    name: 'hand-off-forged',
    what: 'a hand-off is forged: unsigned, wrongly signed, replayed, too early, of another protocol, of a job that is over',
    chapter: 'hand-offs',
    begin(storm) {
      const taken = new Set<string>();
      const loose = strikes(storm, {
        times: 60,
        everyMs: 150,
        strike: (n) => forge(storm, n, (status) => taken.add(`a forged hand-off was answered ${status}`)),
      });
      return { ...loose, violations: () => [...taken] };
    },
  },
];

async function forge(
  { scenario, jobId, random }: Storm,
  n: number,
  onTaken: (status: number) => void,
): Promise<boolean> {
  const id = jobId();
  if (id === null) return false;
  const { functions, emulator, jobs } = scenario;
  const job = jobs.get(id);
  const hop = job?.hop ?? 1;
  const good = { protocol: '1', jobId: id, hop: String(hop), attempt: '0' };
  const path = random.chance(0.8) ? '/batch/hop' : '/batch/guard';
  const url = functions.url + path;
  const sign = (form: Record<string, string>, token = emulator.authToken) =>
    getExpectedTwilioSignature(token, url, form);
  const forgeries: { form: Record<string, string>; signature: string | null; isRefused: boolean }[] = [
    { form: good, signature: null, isRefused: true },
    { form: good, signature: sign(good, 'another token'), isRefused: true },
    { form: { ...good, hop: String(hop + 1) }, signature: sign(good), isRefused: true },
    ...[
      // Signed, as one that was overheard would be.
      { ...good, hop: String(Math.max(1, hop - 1)) },
      { ...good, hop: String(hop + 3) },
      { ...good, protocol: '0' },
      { ...good, jobId: 'resync-20200101T000000-000000' },
      good,
    ].map((form) => ({ form, signature: sign(form), isRefused: false })),
  ];
  const { form, signature, isRefused } = forgeries[n % forgeries.length] ?? random.pick(forgeries);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(form),
    // A guard lives for seconds: what comes of it is seen in the job.
    signal: AbortSignal.timeout(1_000),
  }).catch(() => null);
  if (isRefused && response && response.status !== 403) onTaken(response.status);
  return true;
}
