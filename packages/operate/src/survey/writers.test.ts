import { expect, it } from '@jest/globals';
import { writersLines } from './report';
import { summary } from './writers';

it('names who writes attributes, the most frequent first', () => {
  const found = summary(
    [
      { actorType: 'account', actorSid: 'AC1', source: 'twilio-api' },
      { actorType: 'account', actorSid: 'AC1' },
      { actorType: null, actorSid: null, source: 'twilio-taskrouter' },
      {},
    ],
    true,
  );
  expect(found.by[0]).toEqual({ who: 'account AC1', events: 2 });
  expect(found.by.slice(1).map(({ who }) => who)).toEqual(['by way of twilio-taskrouter', 'nobody is named']);
  expect(writersLines(found)[0]).toContain('more than 4 times');
});

it('says when nobody did, or when nobody knows', () => {
  expect(writersLines(summary([], false))[0]).toContain('Nobody changed attributes');
  expect(writersLines(null)[0]).toContain("can't be read");
});
