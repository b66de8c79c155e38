import { AUDIT_STATES } from './audit';
import type { AuditRow } from './csv-long';
import type { Wanted } from './gather-changes';
import type { Preview } from './preview';
import { leavesOut, type Finding } from './preview-findings';
import { createFinder, whoText, type Who } from './who';
import type { Agent } from './workspace';

/** What was wanted, what the preview said of it, and how that is said to a person. */
interface LeftOut {
  wanted: readonly Wanted[];
  preview: Pick<Preview, 'findings'>;
  agents: readonly Agent[];
  wordsOf: (finding: Finding) => string;
}

/**
 * The changes of which a preview left somebody out, as they were asked for and with the reason, for `exportLong`: to be
 * corrected there and read again. They are marked as they were.
 */
export function leftOutRows({ wanted, preview, agents, wordsOf }: LeftOut): AuditRow[] {
  const find = createFinder(agents);
  const reasons = new Map<string, Finding[]>();
  for (const finding of preview.findings.filter(leavesOut)) {
    const key = finding.workerSid ?? keyOf(finding.row, finding.who);
    reasons.set(key, [...(reasons.get(key) ?? []), finding]);
  }
  return wanted.flatMap(({ row, who, changes, isMarked }) => {
    const found = find(who);
    const agent = 'agent' in found ? found.agent : null;
    const said = reasons.get(agent?.sid ?? keyOf(row, whoText(who))) ?? [];
    // Of an agent with marked rows those that are not marked are no part of it.
    const why = said.filter(({ kind }) => isMarked || !agent || kind === 'row_not_marked');
    if (why.length === 0) return [];
    return changes.map((change) => ({
      ...(agent ? { workerSid: agent.sid, friendlyName: agent.friendlyName } : cellsOf(who)),
      ...{ change, before: [], status: AUDIT_STATES.leftOut, isToDo: isMarked },
      message: why.map(wordsOf).join('; '),
    }));
  });
}

const keyOf = (row: number | null, who: string): string => JSON.stringify([row, who]);

/** What names nobody, or several, stands where it stood. */
const cellsOf = (who: Who): Pick<AuditRow, 'workerSid' | 'friendlyName' | 'email'> => ({
  workerSid: 'sid' in who ? who.sid : '',
  friendlyName: 'friendlyName' in who ? who.friendlyName : '',
  ...('email' in who ? { email: who.email } : {}),
});
