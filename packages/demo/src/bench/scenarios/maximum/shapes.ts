import type { Random } from '@queue-eligibility/twilio-emulator';

export const domains = [
  'billing',
  'claims',
  'cards',
  'loans',
  'travel',
  'orders',
  'returns',
  'tech',
  'vip',
  'fraud',
];
export const languages = ['en', 'es', 'de', 'fr', 'it', 'pl', 'pt', 'nl', 'ja', 'ko', 'el', 'ar'];
export const countries = ['GB', 'ES', 'DE', 'PL', 'MX', 'IN', 'JP', 'BR'];
export const departments = ['Retail', 'Business', 'Insurance', 'Logistics', 'Hospitality'];
export const activities = ['Offline', 'Available', 'Available', 'Break', 'Training'];
export const teams = Array.from({ length: 120 }, (_, i) => `Team ${i + 1}`);

/** A worker's attributes. */
export interface Person {
  readonly team: string;
  readonly department: string;
  readonly country: string;
  readonly remote: boolean;
  readonly seniority: number;
  readonly languages: readonly string[];
  readonly routing: {
    readonly skills: readonly string[];
    readonly levels: Readonly<Record<string, number>>;
  };
}

interface Words {
  /** The skill that is this queue's turn: so each has queues. */
  readonly skill: string;
  /** Any other. */
  readonly other: string;
  readonly random: Random;
}

/** A rule, and the same as a function, where there is one: see {@link CentreQueue.predicate}. */
type Shape = (words: Words) => readonly [rule: string, holds?: (person: Person) => boolean];

const knows = (person: Person, skill: string): boolean => person.routing.skills.includes(skill);

/** All documented, and each by a skill, so that nobody is eligible for too many. */
export const shapes: readonly Shape[] = [
  ({ skill }) => [`routing.skills HAS "${skill}"`, (person) => knows(person, skill)],
  ({ skill, random }) => {
    const language = random.pick(languages);
    return [
      `routing.skills HAS "${skill}" AND languages HAS "${language}"`,
      (person) => knows(person, skill) && person.languages.includes(language),
    ];
  },
  ({ skill, random }) => {
    const least = 2 + random.int(4);
    return [
      `routing.skills HAS "${skill}" AND routing.levels.${skill} >= ${least}`,
      ({ routing }) => (routing.levels[skill] ?? 0) >= least,
    ];
  },
  ({ skill, other, random }) => {
    const some = random.sample(countries, 2);
    return [
      `(routing.skills HAS "${skill}" OR routing.skills HAS '${other}') AND country IN ${JSON.stringify(some)}`,
      (person) => some.includes(person.country) && (knows(person, skill) || knows(person, other)),
    ];
  },
  ({ skill }) => [`routing.levels.${skill} > 2`, ({ routing }) => (routing.levels[skill] ?? 0) > 2],
  ({ skill, random }) => {
    const team = random.pick(teams);
    return [
      `team == "${team}" AND routing.skills HAS "${skill}"`,
      (person) => person.team === team && knows(person, skill),
    ];
  },
  ({ skill, random }) => {
    const department = random.pick(departments);
    return [
      `routing.skills HAS "${skill}" AND department != "${department}"`,
      (person) => person.department !== department && knows(person, skill),
    ];
  },
  ({ skill, random }) => {
    const part = random.pick(departments).slice(0, 5);
    return [
      `department CONTAINS "${part}" AND routing.skills HAS "${skill}" AND remote == false`,
      (person) => !person.remote && person.department.includes(part) && knows(person, skill),
    ];
  },
  ({ skill, other }) => [
    `routing.skills HAS "${skill}" AND (routing.skills HAS "${other}" OR seniority >= 6)`,
    (person) => knows(person, skill) && (person.seniority >= 6 || knows(person, other)),
  ],
  ({ skill, other }) => [
    `routing.skills HAS "${skill}" OR (routing.skills HAS "${other}" AND languages HAS 'es')`,
    (person) => knows(person, skill) || (person.languages.includes('es') && knows(person, other)),
  ],
];

/** As old workspaces have some, beside the documented ones. */
export const undocumentedShapes: readonly Shape[] = [
  ({ random }) => [`team = '${random.pick(teams)}'`],
  ({ skill }) => [`"${skill}" IN worker.routing.skills`],
  ({ random }) => [`worker.channel.voice.configured_capacity > 0 AND team=='${random.pick(teams)}'`],
  ({ skill, random }) => [
    `routing.skills has "${skill}" and country in ${JSON.stringify(random.sample(countries, 2))}`,
  ],
  ({ random }) => [`activity_name == "Training" AND team == "${random.pick(teams)}"`],
];
