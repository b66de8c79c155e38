import type { Random } from '../random';
import type { Vocabulary } from './vocabulary';

/** A task queue to be created. */
export interface SeedQueue {
  readonly friendlyName: string;
  readonly targetWorkers: string;
}

type Rule = (random: Random, words: Vocabulary) => string;

/** Two names out of a pool, quoted for a list. */
const quotedPair = (random: Random, pool: readonly string[]): string =>
  random
    .sample(pool, 2)
    .map((word) => `"${word}"`)
    .join(', ');

/** Rules that let few workers in: their number grows with the queues. */
const narrowRules: readonly Rule[] = [
  (random, { skills }) => `routing.skills HAS "${random.pick(skills)}"`,
  (random, { skills, languages }) =>
    `routing.skills HAS "${random.pick(skills)}" AND languages HAS "${random.pick(languages)}"`,
  (random, { skills }) => {
    const skill = random.pick(skills);
    return `routing.skills HAS "${skill}" AND routing.levels.${skill} >= ${1 + random.int(5)}`;
  },
  (random, { skills, languages }) =>
    `(routing.skills HAS "${random.pick(skills)}" OR routing.skills HAS '${random.pick(skills)}') AND languages HAS "${random.pick(languages)}"`,
  (random, { skills, countries }) =>
    `routing.skills HAS "${random.pick(skills)}" AND location.country IN [${quotedPair(random, countries)}]`,
  (random, { skills, teams }) =>
    `team_name == "${random.pick(teams)}" AND (routing.skills HAS "${random.pick(skills)}" OR roles HAS "supervisor")`,
  (random, { skills }) => `routing.levels.${random.pick(skills)} > 3`,
  (random, { skills, departments }) =>
    `department_name CONTAINS "${random.pick(departments).slice(0, 5)}" AND routing.skills HAS "${random.pick(skills)}" AND location.remote == false`,
];

/** Rules that let many workers in: there are at most {@link maxBroad} of them. */
const broadRules: readonly Rule[] = [
  (random, { departments }) => `department_name == "${random.pick(departments)}"`,
  (random, { countries }) => `location.country IN [${quotedPair(random, countries)}]`,
  (random, { countries }) =>
    `location.country NOT IN [${quotedPair(random, countries)}] AND location.remote == true`,
  (random, { teams }) => `team_name != "${random.pick(teams)}" AND roles HAS "supervisor"`,
  (random) => `employee.seniority >= ${6 + random.int(5)}`,
  (random, { languages }) => `languages HAS '${random.pick(languages.slice(1))}'`,
];
const maxBroad = 10;

/** Undocumented forms seen in real workspaces; there are at most {@link maxUndocumented} queues with one. */
const undocumentedRules: readonly Rule[] = [
  (random, { teams }) => `team_name = '${random.pick(teams)}'`,
  (random, { countries }) => `location.country in [${quotedPair(random, countries)}]`,
  (random, { departments }) => `"department_name" == "${random.pick(departments)}"`,
  () => 'employee.id == null',
  (random, { skills }) => `"${random.pick(skills)}" IN worker.routing.skills`,
  (random, { teams }) =>
    `worker.channel.voice.configured_capacity > 0 AND team_name=='${random.pick(teams)}'`,
  () => 'activity_name == "Training"',
  (random, { teams }) => `contractor != null and team_name == "${random.pick(teams)}"`,
];
const maxUndocumented = undocumentedRules.length;

const fixedQueues: readonly SeedQueue[] = [
  { friendlyName: 'Everyone', targetWorkers: '1==1' },
  { friendlyName: 'Parking', targetWorkers: '' },
  { friendlyName: 'Not Staffed Yet', targetWorkers: 'team_name == "Nobody Here"' },
];

const channels = ['Voice', 'Chat', 'Email', 'WhatsApp', 'Callback', 'Video'];

/**
 * Queues of every kind. Of 60 about six have a rule in an undocumented form, of 500 eight; one in
 * six lets many workers in, up to ten.
 * @param accepts Whether the dialect takes an expression; others become a documented rule.
 */
export function seedQueues(
  count: number,
  at: { random: Random; words: Vocabulary; accepts: (expression: string) => boolean },
): SeedQueue[] {
  const { random, words, accepts } = at;
  const queues = fixedQueues.slice(0, count);
  const undocumented = Math.min(maxUndocumented, Math.round(count / 10));
  let broad = 0;
  for (let number = queues.length; number < count; number++) {
    const nth = number - fixedQueues.length;
    let rule: Rule = narrowRules[nth % narrowRules.length] ?? random.pick(narrowRules);
    if (nth % 9 === 4 && nth < undocumented * 9) {
      rule = undocumentedRules[(nth - 4) / 9] ?? rule;
    } else if (nth % 6 === 0 && broad < maxBroad) {
      rule = broadRules[broad % broadRules.length] ?? rule;
      broad += 1;
    }
    const expression = rule(random, words);
    queues.push({
      friendlyName: `${random.pick(words.departments)} ${random.pick(channels)} ${number}`,
      targetWorkers: accepts(expression) ? expression : `routing.skills HAS "${random.pick(words.skills)}"`,
    });
  }
  return queues;
}
