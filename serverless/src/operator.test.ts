import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { operatorOf } from './operator';

const configuration = { authToken: 'very-secret', functionsBaseUrl: 'https://example.twil.io' };
const NOW = Date.parse('2026-01-05T09:00:00Z');
const path = '/jobs/start';
const parameters = { kind: 'resync', SignedAt: '2026-01-05T08:57:00Z' };

const sign = (
  given: Record<string, unknown>,
  url = configuration.functionsBaseUrl + path,
  token = 'very-secret',
) => getExpectedTwilioSignature(token, url, given);
const operator = (given: Record<string, unknown>, signature: string = sign(given)) =>
  operatorOf(configuration, {
    path,
    event: { ...given, request: { headers: { 'x-twilio-signature': signature } } },
    nowMs: NOW,
  });

describe('a signed call', () => {
  it('is the operator’s, who may do what an admin may', () => {
    expect(operator(parameters)).toEqual({ name: 'operator', roles: ['admin'] });
  });

  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['no signature', parameters, ''],
    ['a forged one', parameters, 'forged'],
    ['one of another path', parameters, sign(parameters, `${configuration.functionsBaseUrl}/jobs/cancel`)],
    ['one of another host', parameters, sign(parameters, `https://other.twil.io${path}`)],
    ['one by another token', parameters, sign(parameters, undefined, 'guess')],
    ['one of other parameters', { ...parameters, kind: 'workers' }, sign(parameters)],
    ['another parameter', { ...parameters, extra: '1' }, sign(parameters)],
    ['no time', { kind: 'resync' }, undefined],
    ['an old time', { ...parameters, SignedAt: '2026-01-05T08:54:59Z' }, undefined],
    ['a time to come', { ...parameters, SignedAt: '2026-01-05T09:05:01Z' }, undefined],
    ['a time that is none', { ...parameters, SignedAt: 'now' }, undefined],
    ['what no form can hold', { ...parameters, items: [{ workerSid: 'WK1' }] }, undefined],
  ])('with %s is nobody’s', (_what, given, signature) => {
    expect(operator(given, signature)).toBeNull();
  });

  it('is none without headers', () => {
    expect(operatorOf(configuration, { path, event: parameters, nowMs: NOW })).toBeNull();
  });
});
