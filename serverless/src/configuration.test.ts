import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, readConfiguration } from './configuration';

const sid = (prefix: string) => prefix + '0123456789abcdef'.repeat(2);
const REQUIRED = {
  ACCOUNT_SID: sid('AC'),
  AUTH_TOKEN: 'very-secret',
  DOMAIN_NAME: 'example-1234.twil.io',
  TWILIO_FLEX_WORKSPACE_SID: sid('WS'),
  TWILIO_FLEX_SYNC_SID: sid('IS'),
};

/** The one error of an environment. */
function problemOf(environment: Record<string, unknown>): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('what is required is enough', () => {
  it('and everything else has its default', () => {
    expect(readConfiguration(REQUIRED)).toEqual({
      accountSid: REQUIRED.ACCOUNT_SID,
      alertWebhookUrl: null,
      authToken: 'very-secret',
      workspaceSid: REQUIRED.TWILIO_FLEX_WORKSPACE_SID,
      syncServiceSid: REQUIRED.TWILIO_FLEX_SYNC_SID,
      functionsBaseUrl: 'https://example-1234.twil.io',
      flexOrigins: ['https://flex.twilio.com'],
      retry: { retries: 5, minBackoffMs: 100, maxBackoffMs: 300 },
      logEvents: false,
      syncWorkersWithQueues: true,
      queuesAttribute: { name: 'queues', form: 'sids' },
      batchSize: 56,
      rateShare: 1,
      logHandovers: false,
      logDebug: false,
      maxAgeMs: 15 * 60_000,
      queueEditing: false,
      skills: { undoDays: 14, confirmAbove: 0, signOnAttributes: [] },
    });
  });

  it.each([
    ['empty', ''],
    ['white space', ' \t'],
    ['undefined', undefined],
    ['no text', 7],
  ])('a variable that is %s counts as not set', (_what, value) => {
    const optional = {
      TWILIO_SERVICE_RETRY_LIMIT: value,
      FUNCTIONS_BASE_URL: value,
      TR_EVENTS_LOG_EVENTS: value,
    };
    expect(readConfiguration({ ...REQUIRED, ...optional })).toEqual(readConfiguration(REQUIRED));
    expect(problemOf({ ...REQUIRED, TWILIO_FLEX_SYNC_SID: value })).toMatch(
      /TWILIO_FLEX_SYNC_SID.*is not set/,
    );
  });

  it('takes no notice of anything else, and of white space around a value', () => {
    const environment = { ...REQUIRED, PATH: '/bin', TWILIO_FLEX_SYNC_SID: ` ${sid('IS')}\n` };
    expect(readConfiguration(environment)).toEqual(readConfiguration(REQUIRED));
  });
});

describe('the meaning of each variable', () => {
  it.each([
    ['TWILIO_SERVICE_RETRY_LIMIT', '0', { retry: { retries: 0 } }],
    ['TWILIO_SERVICE_MIN_BACKOFF', '300', { retry: { minBackoffMs: 300 } }],
    ['TWILIO_SERVICE_MAX_BACKOFF', '5000', { retry: { maxBackoffMs: 5_000 } }],
    ['TR_EVENTS_PROCESSING_BATCH_SIZE', '60', { batchSize: 60 }],
    ['TASKROUTER_RATE_SHARE', '60', { rateShare: 0.6 }],
    ['SKILLS_UNDO_DAYS', '30', { skills: { undoDays: 30, confirmAbove: 0, signOnAttributes: [] } }],
    ['SKILLS_CONFIRM_ABOVE', '200', { skills: { undoDays: 14, confirmAbove: 200, signOnAttributes: [] } }],
    [
      'SIGN_ON_ATTRIBUTES',
      'department, team.name,',
      { skills: { undoDays: 14, confirmAbove: 0, signOnAttributes: ['department', 'team.name'] } },
    ],
    ['WORKER_QUEUES_FORM', 'Codes', { queuesAttribute: { name: 'queues', form: 'codes' } }],
    ['RESYNC_MAX_AGE_MINUTES', '1', { maxAgeMs: 60_000 }],
    ['TR_EVENTS_LOG_EVENTS', 'true', { logEvents: true }],
    ['TR_EVENTS_SYNC_WORKERS_WITH_QUEUES', 'false', { syncWorkersWithQueues: false }],
    ['LOG_HANDOVER_EVENTS', 'TRUE', { logHandovers: true }],
    ['ENABLE_LOCAL_LOGGING', 'yes', { logDebug: true }],
    ['ENABLE_LOCAL_LOGGING', 'off', { logDebug: false }],
    ['FUNCTIONS_BASE_URL', 'http://127.0.0.1:3000', { functionsBaseUrl: 'http://127.0.0.1:3000' }],
    ['FUNCTIONS_BASE_URL', 'https://tunnel.example/x//', { functionsBaseUrl: 'https://tunnel.example/x' }],
    ['QUEUE_EDITING', 'true', { queueEditing: true }],
    ['ALERT_WEBHOOK_URL', 'https://hooks.example/x', { alertWebhookUrl: 'https://hooks.example/x' }],
    ['ALERT_WEBHOOK_URL', 'http://127.0.0.1:3000/x', { alertWebhookUrl: 'http://127.0.0.1:3000/x' }],
    ['FLEX_ORIGINS', 'https://flex.example.com:8443', { flexOrigins: ['https://flex.example.com:8443'] }],
    [
      'FLEX_ORIGINS',
      'https://A.example/, https://b.example:443,',
      { flexOrigins: ['https://a.example', 'https://b.example'] },
    ],
  ])('%s=%s', (name, value, expected) => {
    expect(readConfiguration({ ...REQUIRED, [name]: value })).toMatchObject(expected);
  });
});

describe('what is wrong', () => {
  it.each([
    ['TWILIO_FLEX_WORKSPACE_SID', sid('IS'), 'must be the SID of the TaskRouter workspace of Flex'],
    ['TWILIO_FLEX_SYNC_SID', `${sid('IS')}0`, 'must be the SID of a Sync service'],
    ['TWILIO_SERVICE_RETRY_LIMIT', '21', 'must be a whole number from 0 to 20'],
    ['TWILIO_SERVICE_RETRY_LIMIT', '1.5', 'must be a whole number'],
    ['TWILIO_SERVICE_RETRY_LIMIT', '-1', 'must be a whole number'],
    ['TR_EVENTS_PROCESSING_BATCH_SIZE', '0', 'must be a whole number from 1 to 60'],
    ['TASKROUTER_RATE_SHARE', '0', 'must be a whole number from 10 to 100'],
    ['SKILLS_UNDO_DAYS', '31', 'must be a whole number from 2 to 30'],
    ['SKILLS_CONFIRM_ABOVE', '-1', 'must be a whole number from 0 to 15000'],
    ['SIGN_ON_ATTRIBUTES', 'a..b', 'must be names of attributes'],
    ['WORKER_QUEUES_FORM', 'names', 'must be sids or codes'],
    ['TR_EVENTS_LOG_EVENTS', 'maybe', 'must be true or false'],
    ['FUNCTIONS_BASE_URL', 'example.twil.io', 'must be a URL'],
    ['FUNCTIONS_BASE_URL', 'ftp://example.twil.io', 'must be a URL'],
    ['FUNCTIONS_BASE_URL', 'https://example.twil.io/?x=1', 'must be a URL'],
    ['FLEX_ORIGINS', '*', 'must be origins such as https://flex.twilio.com, separated by commas'],
    ['FLEX_ORIGINS', 'null', 'must be origins'],
    ['FLEX_ORIGINS', ',', 'must be origins'],
    ['FLEX_ORIGINS', 'flex.example.com', 'must be origins'],
    ['FLEX_ORIGINS', 'http://flex.example.com', 'must be origins'],
    ['FLEX_ORIGINS', 'https://flex.example.com/agents', 'must be origins'],
    ['FLEX_ORIGINS', 'https://*.example.com,https://me@flex.example.com', 'must be origins'],
    ['TWILIO_SERVICE_MIN_BACKOFF', '301', 'TWILIO_SERVICE_MAX_BACKOFF must not be below'],
  ])('%s=%s: named, with what it must be and what it is', (name, value, expected) => {
    const problem = problemOf({ ...REQUIRED, [name]: value });
    expect(problem).toContain(name);
    expect(problem).toContain(expected);
    if (!expected.startsWith('TWILIO_SERVICE_MAX')) expect(problem).toContain(`is "${value}"`);
  });

  it('is all in one error', () => {
    const problem = problemOf({
      TWILIO_FLEX_SYNC_SID: 'x',
      TR_EVENTS_LOG_EVENTS: 'x',
      RESYNC_MAX_AGE_MINUTES: 'x',
    });
    for (const name of [
      'ACCOUNT_SID',
      'AUTH_TOKEN',
      'TWILIO_FLEX_WORKSPACE_SID',
      'TWILIO_FLEX_SYNC_SID',
      'TR_EVENTS_LOG_EVENTS',
      'RESYNC_MAX_AGE_MINUTES',
    ]) {
      expect(problem).toContain(`${name} must`);
    }
  });

  it('names the address of the Functions where there is neither', () => {
    expect(problemOf({ ...REQUIRED, DOMAIN_NAME: '' })).toContain(
      'FUNCTIONS_BASE_URL must be the public address',
    );
  });

  // The checks between variables were once left out as soon as any variable was missing.
  it('names what is wrong between variables together with what is missing', () => {
    const { TWILIO_FLEX_SYNC_SID: _missing, ...rest } = REQUIRED;
    const problem = problemOf({ ...rest, DOMAIN_NAME: '', TWILIO_SERVICE_MIN_BACKOFF: '301' });
    for (const name of ['TWILIO_FLEX_SYNC_SID', 'FUNCTIONS_BASE_URL', 'TWILIO_SERVICE_MAX_BACKOFF']) {
      expect(problem).toContain(`${name} must`);
    }
  });

  it('never shows a secret', () => {
    expect(problemOf({ ...REQUIRED, ACCOUNT_SID: 'x', TWILIO_FLEX_SYNC_SID: 'y' })).not.toContain(
      'very-secret',
    );
  });

  it.each(['http://hooks.example/x', 'http://localhost.example/x', 'hooks.example', 'ftp://127.0.0.1/x'])(
    'takes no alert’s address such as %s, and does not show it: whoever knows it can write there',
    (url) => {
      const problem = problemOf({ ...REQUIRED, ALERT_WEBHOOK_URL: url });
      expect(problem).toContain('ALERT_WEBHOOK_URL must be the https address of a webhook');
      expect(problem).not.toContain(url);
    },
  );

  it('shows no more of a long value than it takes to recognise it', () => {
    expect(problemOf({ ...REQUIRED, TR_EVENTS_LOG_EVENTS: 'z'.repeat(500) }).length).toBeLessThan(200);
  });
});
