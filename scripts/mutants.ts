import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { INVARIANTS, MUTATIONS, type Mutation } from './mutations';

const USAGE = `npm run mutants -- [--chaos] [--write] [--verify] [1 2 ... 10]

Breaks the product on purpose, one place at a time, and sees that the named test notices; every file is put back.

  --chaos    a storm of \`npm run chaos\` must notice instead
  --write    writes docs/invariants.md from the list, or with --chaos what the storms said into docs/reliability.md
  --verify   only looks whether every place is still there
  1 2 ...    the mutations of these invariants alone`;

const PAGE = 'docs/reliability.md';
const BEGIN = '<!-- mutants -->';
const END = '<!-- /mutants -->';

interface Run {
  ok: boolean;
  output: string;
}

function run(command: string, ...args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', stdio: 'pipe' });
  return { ok: status === 0, output: `${stdout}\n${stderr}` };
}

const buildFunctions = (): Run => run('npm', 'run', 'build', '-w', '@queue-eligibility/serverless');

const isInPlace = ({ file, find }: Mutation): boolean =>
  existsSync(file) && readFileSync(file, 'utf8').split(find).length === 2;

/** Does something while the product is broken. */
function whileBroken<T>(mutation: Mutation, act: () => T): T {
  const { file, find, replace } = mutation;
  if (!isInPlace(mutation)) throw new Error(`${file} must hold exactly once: ${find}`);
  const before = readFileSync(file, 'utf8');
  const putBack = () => writeFileSync(file, before);
  process.once('exit', putBack);
  try {
    writeFileSync(
      file,
      before.replace(find, () => replace),
    );
    return act();
  } finally {
    putBack();
    process.off('exit', putBack);
  }
}

function build({ file }: Mutation): void {
  const { ok, output } = buildFunctions();
  if (!ok) throw new Error(`the mutant of ${file} does not build: ${output}`);
}

/** What the named test says of it; null: nothing. */
function askTest(mutation: Mutation): string | null {
  const { test } = mutation;
  return whileBroken(mutation, () => {
    if (test.project === 'serverless') build(mutation);
    const args = ['--selectProjects', test.project, '--testPathPatterns', test.file, '-t', test.name];
    const { ok, output } = run('npx', 'jest', ...args);
    // A test that could not run has noticed nothing, and neither has one that is not there.
    if (!ok && !/^Tests: .*\d+ failed/m.test(output)) throw new Error(`${test.file} did not run: ${output}`);
    return ok ? null : 'the test failed';
  });
}

/** What a storm says of it; null: nothing. */
function askStorm(mutation: Mutation): string | null {
  const hazards = mutation.storm?.join(',') ?? '';
  return whileBroken(mutation, () => {
    build(mutation);
    const { ok, output } = run('npm', 'run', '--silent', 'chaos:storm', '--', '--hazards', hazards);
    // SIDs and numbers of the run are nothing that a reader needs.
    const said = /LOST: (.*)/.exec(output)?.[1]?.replace(/\b(WK|WQ)[0-9a-f]{32}\b/g, '$1…');
    return ok ? null : (said?.replace(/resync-[\dT]+-[0-9a-f]+/g, 'the job') ?? 'the campaign failed');
  });
}

function listAsMarkdown(): string {
  const rows = MUTATIONS.map(
    ({ invariant, what, file, test }) =>
      `| ${invariant} | ${what} | \`${file}\` | \`${test.file}\`: ${test.name} |`,
  );
  return [
    '# The ten invariants',
    '',
    ...INVARIANTS.map((text, i) => `${i + 1}. ${text}`),
    '',
    'Each has a test on the deployed artefact in `serverless/test/invariants.test.ts` and `invariants-jobs.test.ts`; the',
    'chain’s have theirs in `packages/batch/test/chain.test.ts` as well, on a virtual clock, where every invocation is',
    'killed at every call.',
    '',
    '## What breaks them, and the test that notices',
    '',
    '`npm run mutants` makes each of these changes, runs the test, and expects it to fail. The list itself is in',
    '`scripts/mutations.ts`; this page is written from it by `npm run mutants -- --write`. The campaign of',
    '[reliability.md](reliability.md) must notice one of each invariant as well.',
    '',
    '| invariant | mutation | in | noticed by |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const invariantOf = (row: string): number => Number(/^\| (\d+) /.exec(row)?.[1] ?? NaN);

/** Writes the rows of these invariants; those of others stay. None: of all. */
function writeStorms(rows: readonly string[], invariants: readonly number[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(BEGIN);
  const [old = '', after = ''] = rest.split(END);
  const others = old
    .split('\n')
    .filter((row) => invariantOf(row) > 0 && !invariants.includes(invariantOf(row)));
  const all = [...(invariants.length > 0 ? others : []), ...rows];
  all.sort((a, b) => invariantOf(a) - invariantOf(b));
  const table = ['| invariant | mutation | storm | what the campaign said |', '|---|---|---|---|', ...all];
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${table.join('\n')}\n\n${END}${after}`);
  run('npx', 'prettier', '--write', PAGE);
}

function breakAll(isChaos: boolean, invariants: readonly number[]): number {
  const rows: string[] = [];
  let missed = 0;
  for (const mutation of MUTATIONS) {
    const { invariant, what, storm } = mutation;
    if (invariants.length > 0 && !invariants.includes(invariant)) continue;
    if (isChaos && !storm) continue;
    const said = isChaos ? askStorm(mutation) : askTest(mutation);
    console.log(
      `${said === null ? 'MISSED ' : 'noticed'}  ${invariant}. ${what}${said === null ? '' : `: ${said}`}`,
    );
    if (said === null) missed += 1;
    rows.push(`| ${invariant} | ${what} | ${storm?.join(', ') ?? ''} | ${said ?? '**nothing**'} |`);
  }
  if (isChaos && process.argv.includes('--write')) writeStorms(rows, invariants);
  buildFunctions();
  return missed > 0 ? 1 : 0;
}

function main(args: readonly string[]): number {
  const isChaos = args.includes('--chaos');
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  if (args.includes('--verify')) {
    const gone = MUTATIONS.filter((mutation) => !isInPlace(mutation));
    for (const { file, find } of gone)
      console.error(`scripts/mutations.ts: ${file} must hold exactly once: ${find}`);
    return gone.length > 0 ? 1 : 0;
  }
  if (args.includes('--write') && !isChaos) {
    writeFileSync('docs/invariants.md', listAsMarkdown());
    return run('npx', 'prettier', '--write', 'docs/invariants.md').ok ? 0 : 1;
  }
  process.once('SIGINT', () => process.exit(130));
  return breakAll(isChaos, args.filter((arg) => /^\d+$/.test(arg)).map(Number));
}

process.exitCode = main(process.argv.slice(2));
