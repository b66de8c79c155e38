import { describe, expect, it } from '@jest/globals';
import { allowedOrigin } from './origin';

const FLEX = 'https://flex.twilio.com';
const OWN = 'https://flex.example.com';
const allow = (origin?: unknown) => allowedOrigin({ headers: { origin } }, [FLEX, OWN]);

describe('a page', () => {
  it.each([
    FLEX,
    OWN,
    'http://localhost:3000',
    'http://localhost',
    'http://127.0.0.1:41234',
    'http://[::1]:8080',
  ])('of %s is allowed, and named', (origin) => {
    expect(allow(origin)).toBe(origin);
  });

  it.each([
    'https://evil.example',
    'https://flex.twilio.com.evil.example',
    'https://evil.example/https://flex.twilio.com',
    'https://flex.twilio.com/',
    'http://flex.twilio.com',
    'https://flex.twilio.com:8443',
    'https://sub.flex.twilio.com',
    'http://localhost.evil.example:3000',
    'http://localhost:3000@evil.example',
    'http://127.0.0.1.nip.io',
    'null',
    '*',
    '',
    [FLEX, 'https://evil.example'],
    7,
    null,
  ])('of %j is not', (origin) => {
    expect(allow(origin)).toBeNull();
  });
});

describe('what comes from no page', () => {
  it.each([undefined, {}, { headers: {} }, { headers: { 'user-agent': 'curl' } }])(
    'is no matter of origins: %j',
    (request) => {
      expect(allowedOrigin(request, [FLEX, OWN])).toBe(FLEX);
    },
  );

  it.each([null, 'x', [], { headers: null }, { headers: 'origin' }])(
    'but not what the runtime would never give: %j',
    (request) => {
      expect(allowedOrigin(request, [FLEX, OWN])).toBeNull();
    },
  );
});
