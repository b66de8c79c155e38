import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOf, PLACES, type Cause } from './cause';
import { CAUSES } from './causes';
import { rowsOf } from './page';
import { performAlone } from './perform';
import { describeRow, describeSeen } from './print';

const root = new URL('../../../', import.meta.url);

const HELP = `npm run runbook -- CODE
Brings a code, a state or a line of the log about on an emulated account, and shows what somebody would see. Where a
name means several things, say which: job/unavailable.
`;

/** Every name, by the section of docs/runbook.md. */
function list(): string {
  const named = (where: string): string =>
    CAUSES.filter((cause) => cause.where === where)
      .map(({ code }) => code)
      .join(', ');
  return [HELP, ...PLACES.map((where) => `${where}/\n  ${named(where)}\n`)].join('\n');
}

/** The causes that a name means. */
const find = (name: string): Cause[] =>
  CAUSES.filter((cause) => nameOf(cause) === name || cause.code === name);

async function show(cause: Cause): Promise<void> {
  const rows = rowsOf(readFileSync(new URL('docs/runbook.md', root), 'utf8'));
  const row = rows.find(({ where, codes }) => where === cause.where && codes.includes(cause.code));
  console.log(`\n${nameOf(cause)}\n`);
  const projectDir = fileURLToPath(new URL('serverless/dist', root));
  await performAlone(cause, projectDir, ({ seen }, { log }) => console.log(describeSeen(seen, log.all)));
  console.log(`\n${row ? describeRow(row) : 'docs/runbook.md has no row for it.'}\n`);
}

async function main([name, ...others]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help') {
    console.log(list());
    return;
  }
  const [cause, ...more] = others.length === 0 ? find(name) : [];
  if (cause && more.length === 0) return show(cause);
  console.error(
    cause
      ? `${name} means several things: ${[cause, ...more].map(nameOf).join(', ')}`
      : `There is no cause of ${[name, ...others].join(' ')}: npm run runbook lists them.`,
  );
  process.exitCode = 2;
}

await main(process.argv.slice(2));
