/** The words both workers and queue rules are made of. */
export interface Vocabulary {
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly departments: readonly string[];
  readonly teams: readonly string[];
  readonly countries: readonly string[];
}

const baseSkills = [
  'billing',
  'refunds',
  'returns',
  'shipping',
  'orders',
  'loyalty',
  'fraud',
  'disputes',
  'payments',
  'invoices',
  'sales',
  'renewals',
  'upgrades',
  'cancellations',
  'onboarding',
  'technical',
  'network',
  'hardware',
  'mobile',
  'broadband',
  'accounts',
  'privacy',
  'complaints',
  'vip',
];
const markets = ['emea', 'apac', 'latam', 'dach', 'nordics', 'benelux', 'iberia', 'anz', 'india', 'mea'];

/**
 * The vocabulary of a contact centre with that many queues. The pool of skills grows with the
 * queues, so that a worker's share of queues, and with it the `queues` attribute, stays small.
 */
export function vocabularyFor(queues: number): Vocabulary {
  const wanted = Math.max(baseSkills.length, Math.ceil(queues / 3));
  const skills = [...baseSkills];
  for (let round = 0; skills.length < wanted; round++) {
    for (const market of markets) {
      for (const skill of baseSkills) skills.push(`${skill}_${market}${round === 0 ? '' : `_${round + 1}`}`);
    }
  }
  return {
    skills: skills.slice(0, wanted),
    languages: ['en', 'es', 'fr', 'de', 'pt', 'it', 'pl', 'uk', 'el', 'ar', 'he', 'hi', 'zh', 'ja', 'ko'],
    departments: ['Customer Care', 'Sales', 'Technical Support', 'Collections', 'Back Office'],
    teams: [
      'Aurora',
      'Borealis',
      'Cascade',
      'Delta',
      'Équipe Bleue',
      'Falcon',
      'Gipfel',
      'Harbour',
      'Isla',
      'Jaguar',
    ],
    countries: ['GB', 'ES', 'DE', 'PL', 'MX', 'IN', 'JP', 'KR', 'IL', 'AE', 'GR', 'BR'],
  };
}
