import { changeSchema, isSkillChange, type Change } from './change';
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
  /** By skill or attribute: the row that wants something of it, and what. */
  about: Map<string, { row: number | null; text: string }>;
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
    const one: Gathering = gathered.get(agent.sid) ?? {
      ...{ agent, row, isMarked, changes: [], faults: [] },
      about: new Map(),
    };
    gathered.set(agent.sid, one);
    // Who is named twice, and marked once, is meant.
    one.isMarked ||= isMarked;
    for (const change of changes) {
      const text = JSON.stringify(changeSchema.parse(change));
      const others = aboutOf(change).map((about) => ({ about, other: one.about.get(about) }));
      const clash = others.find(({ other }) => other && other.row !== row && other.text !== text);
      if (clash)
        one.faults.push({ kind: 'row_doubled', first: clash.other?.row ?? null, about: clash.about });
      else if (!others.some(({ other }) => other?.text === text)) one.changes.push(change);
      for (const { about } of others) one.about.set(about, { row, text });
    }
  }
  for (const one of gathered.values())
    if (hasOverlap(one.changes))
      one.faults.push({ kind: 'row_doubled', first: one.row, about: 'attributes' });
  return { gathered: [...gathered.values()].map(({ about: _about, ...one }) => one), findings };
}

const aboutOf = (change: Change): string[] =>
  isSkillChange(change) ? skillsOf(change) : [change.path.join('.')];
