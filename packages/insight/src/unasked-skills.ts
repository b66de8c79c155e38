import { textDifferences } from '@queue-eligibility/target-expression';
import type { Clause } from './clauses';
import type { Finding } from './findings';
import type { Rule } from './rules';
import type { CountedAttributes } from './values';
import type { Work } from './work';

/** Where Flex keeps an agent's skills, and their levels. */
const SKILLS = 'routing.skills';
const LEVEL = /^routing\.levels\.(.+)$/;

interface Asked {
  clauses: readonly Clause[];
  rules: readonly Rule[];
  values: CountedAttributes;
  /** The workspace's list; without it those that agents have. */
  skills: readonly string[] | undefined;
}

/** Skills compared with what rules ask for between two looks at the clock. */
const SLICE = 20;

/** Skills that no rule asks for: neither by name nor by level. */
export function* unaskedSkillsWork({ clauses, rules, values, skills }: Asked): Work<Finding[]> {
  const carried = values.get(SKILLS)?.values;
  const names = skills ?? [...(carried?.keys() ?? [])].filter((value) => typeof value === 'string');
  const wanted = clauses.flatMap((clause) => clause.wanted).filter((value) => typeof value === 'string');
  const levels = clauses.flatMap(({ path, wantedAt }) =>
    [path, wantedAt].flatMap((key) => LEVEL.exec(key ?? '')?.[1] ?? []),
  );
  // `routing.skills HAS main_skill`: whatever agents have there is asked for.
  const keys = clauses.flatMap(({ path, wantedAt }) => {
    if (wantedAt === SKILLS) return [path];
    return path === SKILLS && wantedAt !== null ? [wantedAt] : [];
  });
  const atKeys = keys.map((key) => values.get(key ?? ''));
  // Of a name, an element or more values than are counted nobody knows here what it asks for.
  if (keys.some((key, i) => !isCounted(key) || atKeys[i]?.hasMore)) return [];
  const named = atKeys.flatMap((counted) => [...(counted?.values.keys() ?? [])]);
  const asked = new Set<unknown>([...wanted, ...levels, ...named]);
  // Those of skills, which a skill may be mistyped for; a text elsewhere is something else.
  const askedSkills = new Set(clauses.flatMap((clause) => (clause.path === SKILLS ? clause.wanted : [])));
  const unread = rules.filter(({ expression }) => !expression).map(({ queue }) => queue.targetWorkers);
  const escaped = clauses.flatMap(({ text }) => (text.includes('\\') ? [text] : []));
  // Nobody knows how TaskRouter reads an escape: what one of the readings asks for is asked for.
  const unsure = [...unread, ...escaped].flatMap((text) => [text, text.replace(/\\(.)/gsu, '$1')]);
  const unasked = [...new Set(names)].filter(
    (skill) => !asked.has(skill) && !unsure.some((text) => text.includes(skill)),
  );
  const findings: Finding[] = [];
  for (const [at, skill] of unasked.entries()) {
    if (at % SLICE === SLICE - 1) yield at / unasked.length;
    const near = nearest(skill, [...askedSkills]);
    findings.push({ kind: 'unasked-skill', harm: 'low', skill, agents: carried?.get(skill) ?? 0, near });
  }
  return findings;
}

/** An attribute, and no field of the worker, no element of an array. */
const isCounted = (key: string | null): boolean =>
  key !== null && !key.includes('[') && !WORKER_FIELDS.has(key);
const WORKER_FIELDS = new Set(['sid', 'friendly_name', 'activity_sid', 'activity_name']);

const nearest = (skill: string, asked: readonly unknown[]): string | null =>
  asked
    .filter((one) => typeof one === 'string')
    .find((one) => Math.abs(one.length - skill.length) < 4 && textDifferences(skill, one).length > 0) ?? null;
