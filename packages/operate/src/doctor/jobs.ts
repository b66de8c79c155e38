import { callPanel } from '../panel';
import { fail, ok, warn, type Finding, type Probe } from './finding';

const MINUTE_MS = 60_000;
/** What a check may take until it is noticed that it did not come, in ages. */
const LATE = 3;
const DEFAULT_AGE_MINUTES = 15;

export const jobProbes: readonly Probe[] = [
  {
    id: 'resync',
    look: async ({ place }) => {
      if (place.account.credentials.authToken === null)
        return warn(
          'resync',
          'without AUTH_TOKEN the Functions are not asked',
          'Set AUTH_TOKEN for this command',
        );
      const { verifiedAt, running, history, left, now } = await callPanel(place, '/jobs/list');
      const age = Number(place.settings.variables['RESYNC_MAX_AGE_MINUTES'] ?? DEFAULT_AGE_MINUTES);
      const nowMs = now === undefined ? Date.now() : Date.parse(now);
      const last = history.find(({ kind }) => kind === 'resync');
      const found: Finding[] = [verdictOf({ verifiedAt, age, nowMs })];
      if (last?.status === 'failed')
        found.push(
          fail(
            'last-resync',
            `the last resync failed: ${last.error?.message ?? last.id}`,
            'docs/runbook.md; then press Resync in Flex',
          ),
        );
      else if (last && last.progress.failed > 0)
        found.push(
          warn(
            'last-resync',
            `${last.progress.failed} workers could not be brought in step`,
            'The page in Flex names them, and retries',
          ),
        );
      else
        found.push(
          ok('last-resync', last ? `the last resync ended as ${last.status}` : 'there was none yet'),
        );
      const silent = running.filter((job) => job.silent);
      found.push(
        silent.length === 0
          ? ok('jobs', running.length === 0 ? 'no job runs' : `${running.length} jobs run`)
          : fail(
              'jobs',
              `${silent.map(({ jobId }) => jobId).join(', ')} gave no word for long`,
              'Run this again: asking puts it back on its way',
            ),
      );
      if (left && left.length > 0)
        found.push(
          warn(
            'left',
            `events could not bring ${left.length} workers in step`,
            'The next resync looks at them; the page in Flex says why',
          ),
        );
      return found;
    },
  },
];

function verdictOf({
  verifiedAt,
  age,
  nowMs,
}: {
  verifiedAt: string | null;
  age: number;
  nowMs: number;
}): Finding {
  if (verifiedAt === null)
    return fail('resync', 'no resync was ever verified', 'Press Resync in Flex, or npm run deploy');
  const minutes = Math.round((nowMs - Date.parse(verifiedAt)) / MINUTE_MS);
  const what = `everything was verified ${minutes} min ago`;
  return minutes > age * LATE
    ? fail(
        'resync',
        `${what}, and ${age} min are to be the most`,
        'Checks start with an event or an opened page: any cron may call /health',
      )
    : ok('resync', what);
}
