import type { Refusal } from '@queue-eligibility/task-router/attributes';
import type { SkillFault } from './vocabulary';

/** What there is to say of a row, an agent or a skill of a plan before it is applied; words are for whoever shows it. */
export type FindingFacts =
  | { kind: 'agent_not_found' }
  | { kind: 'agent_ambiguous'; sids: string[] }
  /** TaskRouter did not say what the attributes are. */
  | { kind: 'agent_unread' }
  /** Another row says something else of the same. */
  | { kind: 'row_doubled'; first: number | null; about: string }
  /** *Row changed* is empty there, and the row would change something. */
  | { kind: 'row_not_marked' }
  | SkillFault
  | { kind: 'attribute_reserved'; path: string; why: string }
  | { kind: 'attributes_too_long'; length: number; limit: number }
  | { kind: 'not_understood'; refusal: Refusal }
  /** Single sign-on writes the attribute at the next log-in: what is changed is overwritten then. */
  | { kind: 'sign_on_writes'; path: string }
  /** These queues go by the level of the skill and never by the skill itself. */
  | { kind: 'level_alone'; skill: string; queues: string[] }
  /** To set the level of, to disable, to replace: who has it not is no difference. */
  | { kind: 'lacks_skill'; skill: string }
  /** The skill is given to somebody who has it disabled: it is enabled. */
  | { kind: 'was_disabled'; skill: string }
  /** Taking back: somebody else has changed it since. */
  | { kind: 'changed_since'; about: string };

export type FindingKind = FindingFacts['kind'];

export type Finding = FindingFacts & {
  /** The row of the file, from 1, its heading included; null: no row's. */
  row: number | null;
  /** The agent, as far as one is known. */
  workerSid: string | null;
  /** Its name, or what the row says. */
  who: string;
};

/** Findings of which an agent is left out of the plan. */
const LEAVES_OUT: ReadonlySet<FindingKind> = new Set([
  'agent_not_found',
  'agent_ambiguous',
  'agent_unread',
  'row_doubled',
  'row_not_marked',
  'skill_unknown',
  'attribute_reserved',
  'attributes_too_long',
  'not_understood',
  'changed_since',
]);

/** Whether what the finding is about stays as it is. */
export const leavesOut = ({ kind }: FindingFacts): boolean => LEAVES_OUT.has(kind);

/** Names by SID of the agents whom somebody else has changed since a plan that is to be taken back. */
export const changedSince = (findings: readonly Finding[]): Map<string, string> =>
  new Map(
    findings.flatMap(({ kind, workerSid, who }) =>
      kind === 'changed_since' && workerSid !== null ? [[workerSid, who]] : [],
    ),
  );

/** Findings that say the same, of several rows or agents. */
export interface FindingGroup {
  /** What they say. */
  words: string;
  leavesOut: boolean;
  /** At least one. */
  findings: readonly [Finding, ...Finding[]];
}

/** Puts together what says the same. What leaves somebody out comes first, and then what was there first. */
export function groupFindings(
  findings: readonly Finding[],
  wordsOf: (facts: FindingFacts) => string,
): FindingGroup[] {
  const groups = new Map<string, { words: string; leavesOut: boolean; findings: [Finding, ...Finding[]] }>();
  for (const finding of findings) {
    const words = wordsOf(finding);
    const key = `${leavesOut(finding)} ${words}`;
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { words, leavesOut: leavesOut(finding), findings: [finding] });
  }
  return [...groups.values()].sort((a, b) => Number(b.leavesOut) - Number(a.leavesOut));
}
