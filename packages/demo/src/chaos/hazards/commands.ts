import { strikes, type Hazard, type Loose, type Storm } from '../hazard';

/** What a person tells the job in the middle of a storm; what was accepted must be obeyed. */
async function command(storm: Storm, path: string, parameters: object = {}): Promise<boolean> {
  const jobId = storm.jobId();
  if (jobId === null) return false;
  try {
    await storm.scenario.post(path, { jobId, ...parameters });
    return true;
  } catch {
    // Refused, or not heard in this storm: nothing was promised.
    return false;
  }
}

function obeyed({ scenario, jobId }: Storm, loose: Loose, status: string): string[] {
  const end = scenario.jobs.get(jobId() ?? '')?.status;
  // It may have been through before it could obey.
  return loose.injected() === 0 || end === status || end === 'completed' || end === 'failed'
    ? []
    : [`a command was accepted, and the job is ${end}`];
}

/** Commands of a person. */
export const commands: readonly Hazard[] = [
  {
    name: 'cancelled',
    what: 'somebody cancels the first resync, and then there are only events',
    chapter: 'commands',
    isForgotten: true,
    without: ['paused', 'paced'],
    begin(storm) {
      const loose = strikes(storm, {
        times: 1,
        everyMs: 2_500,
        strike: () => command(storm, '/jobs/cancel'),
      });
      return { ...loose, violations: () => obeyed(storm, loose, 'cancelled') };
    },
  },
  {
    name: 'paused',
    what: 'somebody pauses the resync, and lets it go on',
    chapter: 'commands',
    begin: (storm) =>
      strikes(storm, {
        times: 6,
        everyMs: 1_800,
        strike: (n) => command(storm, n % 2 === 0 ? '/jobs/pause' : '/jobs/resume'),
      }),
  },
  {
    name: 'paced',
    what: 'somebody changes the pace of the resync',
    chapter: 'commands',
    begin: (storm) =>
      strikes(storm, {
        times: 5,
        everyMs: 1_000,
        strike: (n) => command(storm, '/jobs/pace', { itemsPerSecond: [40, 10, null, 80, null][n] ?? null }),
      }),
  },
];
