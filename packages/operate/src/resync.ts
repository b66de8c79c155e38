import { WOULD_CHANGE } from '@queue-eligibility/eligibility';
import { DEPLOYMENT_OPTIONS, openDeployment } from './deployment';
import { main } from './main';
import { readOptions } from './options';
import { callPanel } from './panel';
import { Refusal } from './refusal';
import { followJob, verdictOf } from './steps/resync';
import { counted } from './talk';

const HELP = `Starts a resync, or finds the one that runs, and follows it to its end.

Usage: npm run resync -- [options]

  --dry-run          write nothing: say what would be written, and for whom it could not be
  --workers WK…,WK…  bring these agents in step and nobody else, up to 500: a pilot
  --service NAME     the unique name of the Functions service (queue-eligibility)
  --environment NAME of its environment (prod)
  --env FILE         the variables (.env)
  --help             this

The exit code is 0 where all that was asked for is done, and a whole resync is verified; else 1.`;

async function resync(args: readonly string[]): Promise<number> {
  const options = readOptions(args, {
    'dry-run': { type: 'boolean' },
    workers: { type: 'string' },
    ...DEPLOYMENT_OPTIONS,
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { place } = await openDeployment(options);
  const { talk } = place;
  const { started, job, jobId } = await callPanel(place, '/jobs/start', {
    ...(options['dry-run'] ? { dryRun: 'true' } : {}),
    ...(options.workers === undefined ? {} : { workerSids: options.workers }),
  });
  // One that runs is as good, unless it is about other agents.
  if (!started && options.workers !== undefined)
    throw new Refusal(`${jobId} is at work on other agents: try again when it has ended`);
  talk.line(started ? `Started ${jobId}` : `${jobId} runs already`);
  const ended = await followJob(place, job);
  const { failures } = await callPanel(place, '/jobs/read', { jobId });
  for (const { key, code, message } of failures) talk.line(`  ${key}: ${message} (${code})`);
  const { checked, changed, failed } = ended.progress;
  if (ended.status === 'completed' && options['dry-run']) {
    const named = failures.filter(({ code }) => code === WOULD_CHANGE).length;
    talk.line(
      `Nothing was written. Of ${counted(checked, 'worker')}, ${changed} would be, ${named} of them named above; ` +
        `${failed} could not be`,
    );
    return failed > 0 ? 1 : 0;
  }
  if (ended.status === 'completed' && options.workers !== undefined) {
    talk.line(`${counted(checked, 'worker')} looked at, ${changed} changed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  }
  const { isVerified, words } = verdictOf(ended);
  talk.line(words);
  return isVerified ? 0 : 1;
}

await main(resync);
