import type { JsonObject } from '../parameters';
import type { Random } from '../random';
import { nameCultures } from './names';
import type { Vocabulary } from './vocabulary';

/** A worker to be created. */
export interface SeedWorker {
  readonly friendlyName: string;
  readonly attributes: JsonObject;
  /** An activity's name. */
  readonly activity: string;
}

/** The activities of the seeded workspace; the first is the default. */
export const seedActivities = [
  { friendlyName: 'Offline', available: false },
  { friendlyName: 'Available', available: true },
  { friendlyName: 'Unavailable', available: false },
  { friendlyName: 'Break', available: false },
  { friendlyName: 'Lunch', available: false },
  { friendlyName: 'Training', available: false },
] as const;

const activityWeights = [
  'Offline',
  'Available',
  'Available',
  'Available',
  'Break',
  'Lunch',
  'Unavailable',
  'Training',
];
const sites: Record<string, string> = {
  GB: 'Cardiff',
  ES: 'Málaga',
  DE: 'Köln',
  PL: 'Łódź',
  MX: 'Mérida',
  IN: 'Pune',
  JP: '札幌',
  KR: '부산',
  IL: 'חיפה',
  AE: 'Dubai',
  GR: 'Πάτρα',
  BR: 'São Paulo',
};

/** One worker with attributes as a Flex contact centre keeps them: 300 to 900 characters of JSON. */
export function seedWorker(number: number, random: Random, words: Vocabulary): SeedWorker {
  const culture = random.pick(nameCultures);
  const given = random.pick(culture.given);
  const family = random.pick(culture.family);
  const fullName = culture.familyFirst
    ? family.written + given.written
    : `${given.written} ${family.written}`;
  const email = `${given.latin}.${family.latin}.${number}@example.com`;
  // Flex writes an identity with everything but letters and digits escaped.
  const identity = email.replace(/[^a-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const skills = random.sample(words.skills, 2 + random.int(5));
  const country = random.pick(words.countries);
  const role = random.chance(0.06) ? 'supervisor' : 'agent';
  return {
    friendlyName: identity,
    activity: random.pick(activityWeights),
    attributes: {
      email,
      contact_uri: `client:${identity}`,
      full_name: fullName,
      roles: role === 'supervisor' ? ['supervisor', 'agent'] : ['agent'],
      team_name: random.pick(words.teams),
      department_name: random.pick(words.departments),
      location: {
        country,
        site: sites[country] ?? country,
        floor: random.int(9),
        remote: random.chance(0.3),
      },
      languages: ['en', ...random.sample(words.languages.slice(1), random.int(3))],
      routing: {
        skills,
        levels: Object.fromEntries(skills.map((skill) => [skill, 1 + random.int(5)])),
      },
      ...(random.chance(0.8) && { employee: { id: `E${100000 + number}`, seniority: random.int(12) } }),
      ...(random.chance(0.15) && { contractor: true }),
      ...(random.chance(0.5) && { phone: `+1555${String(1_000_000 + number).slice(0, 7)}` }),
      notes: random.sample(words.skills, 4).join(' '),
    },
  };
}
