import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { INVARIANTS, MUTATIONS, type Mutation } from './mutations';

/**
 * Breaks the product on purpose, one place at a time, and sees that the named test notices. `--write` writes
 * docs/invariants.md from the same list. Every file is put back, also after Ctrl-C.
 */
function run(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { encoding: 'utf8', stdio: 'pipe' }).status === 0;
}

function isNoticed({ file, find, replace, test }: Mutation): boolean {
  const before = readFileSync(file, 'utf8');
  if (before.split(find).length !== 2) throw new Error(`${file} must hold exactly once: ${find}`);
  const putBack = () => writeFileSync(file, before);
  process.once('exit', putBack);
  try {
    writeFileSync(
      file,
      before.replace(find, () => replace),
    );
    if (test.project === 'serverless' && !run('npm', 'run', 'build', '-w', '@queue-eligibility/serverless')) {
      throw new Error(`the mutant of ${file} does not build`);
    }
    return !run(
      'npx',
      'jest',
      '--selectProjects',
      test.project,
      '--testPathPatterns',
      test.file,
      '-t',
      test.name,
    );
  } finally {
    putBack();
    process.off('exit', putBack);
  }
}

function toMarkdown(): string {
  const rows = MUTATIONS.map(
    ({ invariant, what, file, test }) =>
      `| ${invariant} | ${what} | \`${file}\` | \`${test.file}\`: ${test.name} |`,
  );
  return [
    '# The ten invariants',
    '',
    ...INVARIANTS.map((text, i) => `${i + 1}. ${text}`),
    '',
    'Each has a test on the deployed artefact in `serverless/test/invariants.test.ts`; the chain’s have theirs in',
    '`packages/batch/test/chain.test.ts` as well, on a virtual clock, where every invocation is killed at every call.',
    '',
    '## What breaks them, and the test that notices',
    '',
    '`npm run mutants` makes each of these changes, runs the test, and expects it to fail. The list itself is in',
    '`scripts/mutations.ts`; this page is written from it by `npm run mutants -- --write`.',
    '',
    '| invariant | mutation | in | noticed by |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

if (process.argv.includes('--write')) {
  writeFileSync('docs/invariants.md', toMarkdown());
} else {
  process.once('SIGINT', () => process.exit(130));
  const wanted = process.argv.slice(2).map(Number);
  const missed: string[] = [];
  for (const mutation of MUTATIONS) {
    if (wanted.length > 0 && !wanted.includes(mutation.invariant)) continue;
    const noticed = isNoticed(mutation);
    console.log(`${noticed ? 'noticed' : 'MISSED '}  ${mutation.invariant}. ${mutation.what}`);
    if (!noticed) missed.push(mutation.what);
  }
  run('npm', 'run', 'build', '-w', '@queue-eligibility/serverless');
  process.exitCode = missed.length > 0 ? 1 : 0;
}
