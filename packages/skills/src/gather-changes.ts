import { changeSchema, isSkillChange, keyOf, type Change } from './change';
import { hasOverlap } from './plan-head';
import type { Finding, FindingFacts } from './preview-findings';
import { skillsOf } from './states';
import { createFinder, whoText, type Who } from './who';
import type { Agent } from './workspace';

/** What is wanted of one agent: a row of a file, or one of those that were chosen. */
export interface Wanted {
  /** The row of the file, from 1, its heading included; null: it comes from no file. */
  row: number | null;
  who: Who;
  changes: readonly Change[];
  /** False: the file has a column *Row changed*, and it is empty here. */
  isMarked: boolean;
}

/** An agent with everything that is wanted of it. */
export interface Gathered {
  agent: Agent;
  row: number | null;
  changes: Change[];
  isMarked: boolean;
  /** Reasons why nothing is done. */
  faults: FindingFacts[];
}

interface Gathering extends Gathered {
  /** By skill or attribute: the first row that wants something of it, and all that is wanted. */
  about: Map<string, { row: number | null; texts: Set<string> }>;
}

/** Finds the agents of all rows, and puts together what several rows want of one. */
export function gatherChanges(
  wanted: readonly Wanted[],
  agents: readonly Agent[],
): { gathered: Gathered[]; findings: Finding[] } {
  const find = createFinder(agents);
  const gathered = new Map<string, Gathering>();
  const findings: Finding[] = [];
  for (const { row, who, changes, isMarked } of wanted) {
    const found = find(who);
    if (!('agent' in found)) {
      findings.push({ ...found, row, workerSid: null, who: whoText(who) });
      continue;
    }
    const { agent } = found;
    const before = gathered.get(agent.sid);
    // Only marked rows are done. Of an agent who has none, those that are there say what is not.
    if (before?.isMarked && !isMarked) continue;
    const one: Gathering =
      before && before.isMarked === isMarked
        ? before
        : { ...{ agent, row, isMarked, changes: [], faults: [] }, about: new Map() };
    gathered.set(agent.sid, one);
    for (const change of changes) {
      const text = JSON.stringify(changeSchema.parse(change));
      const abouts = aboutOf(change);
      const others = abouts.map(({ key }) => one.about.get(key));
      const clash = others.findIndex((other) => other && other.row !== row && !other.texts.has(text));
      if (clash >= 0)
        one.faults.push({
          ...{ kind: 'row_doubled', first: others[clash]?.row ?? null },
          about: abouts[clash]?.name ?? '',
        });
      else if (!others.some((other) => other?.texts.has(text))) one.changes.push(change);
      for (const { key } of abouts) {
        const known = one.about.get(key);
        if (known) known.texts.add(text);
        else one.about.set(key, { row, texts: new Set([text]) });
      }
    }
  }
  for (const one of gathered.values())
    if (hasOverlap(one.changes))
      one.faults.push({ kind: 'row_doubled', first: one.row, about: 'attributes' });
  return { gathered: [...gathered.values()].map(({ about: _about, ...one }) => one), findings };
}

const aboutOf = (change: Change): { key: string; name: string }[] =>
  isSkillChange(change)
    ? skillsOf(change).map((skill) => ({ key: keyOf({ skill }), name: skill }))
    : [{ key: keyOf(change), name: change.path.join('.') }];
