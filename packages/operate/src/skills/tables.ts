import {
  differencesOf,
  groupFindings,
  isLeftWithNobody,
  isLeftWithNobodyAvailable,
  standText,
  type Preview,
} from '@queue-eligibility/skills/plan';
import { counted, type Talk } from '../talk';
import { groupWords, sentenceOf } from './words';

/** Rows of each table; the rest is counted. */
const SHOWN = 20;

/** Says what a plan would do: the agents, the queues, what to look at. */
export function showPreview(talk: Talk, shown: Preview): void {
  const line = (text?: string): void => talk.line(text);
  const { agents, queues, findings, unchanged, unread } = shown;
  line(`${counted(agents.length, 'agent')} would change, ${unchanged} are as they should be already.`);
  table(
    line,
    ['agent', 'before', 'after'],
    agents.flatMap((agent) =>
      differencesOf(agent).map(({ before, after }) => [
        agent.friendlyName,
        standText(before),
        standText(after),
      ]),
    ),
  );
  table(
    line,
    ['queue', 'comes', 'goes', 'eligible', 'available', ''],
    queues.map((queue) => [
      ...[queue.friendlyName, `+${queue.comes.length}`, `-${queue.goes.length}`],
      `${queue.before.eligible} -> ${queue.after.eligible}`,
      `${queue.before.available} -> ${queue.after.available}`,
      isLeftWithNobody(queue) ? 'NOBODY LEFT' : isLeftWithNobodyAvailable(queue) ? 'NOBODY AVAILABLE' : '',
    ]),
  );
  if (unread.length > 0)
    line(
      `Nothing can be said of ${counted(unread.length, 'queue')}: ${unread
        .map(({ friendlyName }) => friendlyName)
        .slice(0, 5)
        .join(', ')}`,
    );
  const groups = groupFindings(findings, sentenceOf);
  for (const group of groups.slice(0, SHOWN)) line(`  ${groupWords(group)}`);
  if (groups.length > SHOWN) line(`  … and ${groups.length - SHOWN} more; the CSV of --preview has them all`);
}

/** Columns as wide as what is in them. */
export function table(
  line: (text?: string) => void,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  if (rows.length === 0) return;
  const shown = [heading, ...rows.slice(0, SHOWN)];
  const widths = heading.map((_one, at) =>
    Math.min(44, Math.max(...shown.map((cells) => cells[at]?.length ?? 0))),
  );
  line();
  for (const cells of shown)
    line(`  ${cells.map((cell, at) => cell.slice(0, 44).padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  if (rows.length > SHOWN) line(`  … and ${rows.length - SHOWN} more`);
  line();
}
