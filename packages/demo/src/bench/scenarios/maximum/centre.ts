import { compileAll, parse } from '@queue-eligibility/target-expression';
import { Random, type WorkerPredicate } from '@queue-eligibility/twilio-emulator';
import {
  activities,
  countries,
  departments,
  domains,
  languages,
  shapes,
  teams,
  undocumentedShapes,
  type Person,
} from './shapes';

/** A contact centre as large as TaskRouter takes it: what its workers and queues are to be created from. */
export interface Centre {
  readonly queues: readonly CentreQueue[];
  readonly workers: readonly {
    readonly friendlyName: string;
    readonly activity: string;
    readonly attributes: Record<string, unknown>;
  }[];
}

interface CentreQueue {
  readonly friendlyName: string;
  readonly targetWorkers: string;
  /**
   * The rule as a function of its own. The emulator's evaluator takes two minutes and more for 75 million evaluations,
   * and 10 ms for each worker that changes: it would be measured, and not the product. That both say the same is tested.
   */
  readonly predicate?: WorkerPredicate;
}

/** More SIDs than these, beside what else a worker has, don't fit into 4,096 characters. */
export const MOST_QUEUES = 90;

/** About eight queues of a worker follow from one of its skills. */
const QUEUES_PER_SKILL = 12.5;
const MOST_SKILLS = 14;

const MOST_UNDOCUMENTED = 25;

const fixedQueues: readonly CentreQueue[] = [
  { friendlyName: 'Everyone', targetWorkers: '1==1' },
  { friendlyName: 'Parking', targetWorkers: '' },
];

/** The same numbers always give the same centre. Everybody has as many skills as the queues allow. */
export function makeCentre({ workers, queues }: { workers: number; queues: number }): Centre {
  const count = Math.max(MOST_SKILLS, Math.round(queues / QUEUES_PER_SKILL));
  const skills = Array.from(
    { length: count },
    (_, i) => `${domains[i % domains.length] ?? ''}_${Math.floor(i / domains.length)}`,
  );
  const rules = makeQueues(queues, skills);
  const verdictsOf = compileAll(rules.map(({ targetWorkers }) => expressionOf(targetWorkers)));
  const random = new Random('maximum/workers');
  return {
    queues: rules,
    workers: Array.from({ length: workers }, (_, i) => {
      const person = makePerson(i + 1, random);
      const candidates = random
        .sample(skills, MOST_SKILLS)
        .map((skill) => ({ skill, level: 1 + random.int(5) }));
      const isTooMuch = (known: number): boolean => {
        const { holds, uncertain } = verdictsOf({
          attributes: withSkills(person, candidates.slice(0, known)),
        });
        return holds.length + uncertain.length > MOST_QUEUES;
      };
      // With another skill nobody is eligible for less.
      let [known, tooMuch] = [0, candidates.length + 1];
      while (tooMuch - known > 1) {
        const tried = Math.floor((known + tooMuch) / 2);
        if (isTooMuch(tried)) tooMuch = tried;
        else known = tried;
      }
      const attributes = withSkills(person, candidates.slice(0, known));
      return { friendlyName: `agent_${i + 1}`, activity: random.pick(activities), attributes };
    }),
  };
}

/** A rule as the product reads it; null: it can't be parsed. */
export function expressionOf(targetWorkers: string) {
  const parsed = parse(targetWorkers);
  return parsed.ok ? parsed.expression : null;
}

function makeQueues(count: number, skills: readonly string[]): readonly CentreQueue[] {
  const random = new Random('maximum/queues');
  const undocumented = Math.min(MOST_UNDOCUMENTED, Math.floor(count / 20));
  return Array.from({ length: count }, (_, n): CentreQueue => {
    const fixed = fixedQueues[n];
    if (fixed) return fixed;
    const nth = n - fixedQueues.length;
    // Each round of the shapes begins with another skill, so that every skill meets every shape.
    const skill = skills[(nth + Math.floor(nth / skills.length)) % skills.length] ?? '';
    const all = nth < undocumented ? undocumentedShapes : shapes;
    const [targetWorkers = '', holds] =
      all[nth % all.length]?.({ skill, other: random.pick(skills), random }) ?? [];
    return {
      friendlyName: `Queue ${n}`,
      targetWorkers,
      ...(holds && { predicate: ({ attributes }) => holds(attributes as unknown as Person) }),
    };
  });
}

function makePerson(number: number, random: Random): Record<string, unknown> {
  return {
    full_name: `Agent Number ${number}`,
    email: `agent.${number}@example.com`,
    contact_uri: `client:agent_${number}`,
    roles: ['agent'],
    team: random.pick(teams),
    department: random.pick(departments),
    country: random.pick(countries),
    remote: random.chance(0.3),
    seniority: random.int(12),
    languages: random.sample(languages, 1 + random.int(3)),
  };
}

function withSkills(
  person: Record<string, unknown>,
  known: readonly { skill: string; level: number }[],
): Record<string, unknown> {
  const levels = Object.fromEntries(known.map(({ skill, level }) => [skill, level]));
  return { ...person, routing: { skills: known.map(({ skill }) => skill), levels } };
}
