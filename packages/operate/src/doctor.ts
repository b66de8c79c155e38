import { examineAll } from './doctor/examination';
import { isHealthy, type Finding } from './doctor/finding';
import { DEPLOYMENT_OPTIONS, openDeployment } from './deployment';
import { main } from './main';
import { readOptions } from './options';

const HELP = `Looks at everything that can be wrong with a deployment, and says what to do about it. It makes a worker who
gets no tasks, sees it brought in step, and removes it.

Usage: npm run doctor -- [options]

  --json             the findings as JSON, for a monitor: id, state (ok, warn, fail, unknown), what, mend
  --no-changes       make no worker
  --service NAME     the unique name of the Functions service (queue-eligibility)
  --environment NAME of its environment (prod)
  --env FILE         the variables (.env)
  --help             this

The exit code is 0 where nothing fails and everything could be looked at; else 1.`;

const MARKS = { ok: ' ok  ', warn: 'warn ', fail: 'FAIL ', unknown: '  ?  ' } as const;

async function doctor(args: readonly string[]): Promise<number> {
  const options = readOptions(args, {
    json: { type: 'boolean' },
    'no-changes': { type: 'boolean' },
    ...DEPLOYMENT_OPTIONS,
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { place } = await openDeployment(options);
  const findings = await examineAll(place, { changes: !options['no-changes'] });
  if (options.json) console.log(JSON.stringify({ healthy: isHealthy(findings), findings }, null, 2));
  else for (const line of findings.flatMap(linesOf)) place.talk.line(line);
  return isHealthy(findings) ? 0 : 1;
}

const linesOf = ({ id, state, what, mend }: Finding): string[] => [
  `${MARKS[state]} ${id}: ${what}`,
  ...(mend === undefined ? [] : [`      ${mend}`]),
];

await main(doctor);
