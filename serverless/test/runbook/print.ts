import type { Seen } from './cause';
import type { LogLine } from './log-lines';
import { TOUCHES, type Row } from './page';

const LEVELS: Readonly<Record<LogLine['level'], string>> = {
  debug: 'debug',
  info: 'info ',
  warn: 'WARN ',
  error: 'ERROR',
};

/** A line of the log as somebody reads it: what it says, without what is the same in all. */
function toText({ level, event, at: _at, ...facts }: LogLine): string {
  const said = Object.entries(facts).map(([name, value]) => `${name}=${wordOf(value)}`);
  return `  ${LEVELS[level]} ${event}  ${said.join(' ')}`;
}

const wordOf = (value: unknown): string =>
  typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value);

/** What somebody sees who looks: a job's document, what was left, an answer, a line of the log. */
function heading(seen: Seen): [string, unknown] {
  if ('job' in seen) return ['The job', seen.job];
  if ('failures' in seen) return ['What was left, and why', seen.failures];
  if ('answer' in seen) return [`The answer, status ${seen.answer.status}`, seen.answer.body];
  if ('list' in seen) return ['The answer of /jobs/list', seen.list];
  return ['The line in the log', seen.line];
}

const indented = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll(/^/gm, '  ');

/** What an operator would see, in the order of looking. */
export function describeSeen(seen: Seen, log: readonly LogLine[]): string {
  const [what, value] = heading(seen);
  const lines = log.map(toText);
  return [what, indented(value), '', 'The log, in order', ...(lines.length > 0 ? lines : ['  nothing'])].join(
    '\n',
  );
}

/** A row of the runbook. */
export function describeRow(row: Row): string {
  return ['What it means', TOUCHES, 'What to do']
    .map((column) => `${column[0]?.toUpperCase()}${column.slice(1)}\n  ${row.cells[column.toLowerCase()]}`)
    .join('\n');
}
