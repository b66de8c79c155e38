import { expect, it } from '@jest/globals';
import { tryRule } from './try-rule';

const agents = ['en', 'fr'].map((language, at) => ({
  ...{ sid: `WK${at}`, friendlyName: '', activitySid: '', activityName: '', available: at > 0 },
  attributes: { languages: [language], team: 'north' },
}));
const holesOf = (after: string) =>
  tryRule({ before: '1==1', after, agents, queues: [] }).holes.map((hole) => [
    hole.kind,
    'demand' in hole ? hole.demand.clause : null,
  ]);

it.each([
  ["team == 'north'"],
  ["team == 'south'", ['nobody', null]],
  ["languages HAS 'fr'", ['one', null]],
  ["languages HAS 'en'", ['nobody-available', null], ['one', null]],
  ["team == 'north' OR team == 'south'", ['nobody-has', "team == 'south'"]],
])('%s leaves what it leaves', (rule, ...holes) => {
  expect(holesOf(rule)).toEqual(holes);
});

it('says what a rule would do beside that', () => {
  const { effect } = tryRule({ before: '1==1', after: "languages HAS 'fr'", agents, queues: [] });
  expect([effect.lose.length, effect.eligible]).toEqual([1, { before: 2, after: 1 }]);
});
