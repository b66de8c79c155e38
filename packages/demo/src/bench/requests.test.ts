import { describe, expect, it } from '@jest/globals';
import type { LoggedRequest } from '@queue-eligibility/twilio-emulator';
import { acceptedUpdatesBySecond, acceptedUpdatesPerSecond, countRequests } from './requests';

const request = (over: Partial<LoggedRequest>): LoggedRequest => ({
  at: 0,
  host: 'taskrouter.twilio.com',
  method: 'GET',
  path: '/',
  query: '',
  status: 200,
  durationMs: 40,
  resource: 'Worker',
  sid: undefined,
  fault: undefined,
  body: undefined,
  ...over,
});

const update = (at: number, status = 200): LoggedRequest => request({ at, status, method: 'POST' });

describe('countRequests', () => {
  it('counts TaskRouter and Sync, and shows the token check apart', () => {
    const counted = countRequests([
      request({}),
      request({}),
      update(0),
      update(0, 429),
      request({
        host: 'sync.twilio.com',
        resource: 'Document',
        sid: 'queue-eligibility.job.resync-20261124T062641-4f9a1c.items.1.0',
      }),
      request({ host: 'iam.twilio.com', method: 'POST', resource: 'Token' }),
      request({ host: 'emulator', resource: 'Control' }),
    ]);
    expect(counted).toEqual({
      total: 5,
      taskRouter: 4,
      sync: 1,
      workerUpdates: 2,
      throttled: 1,
      tokenChecks: 1,
      byResource: { 'GET Worker': 2, 'POST Worker': 2, 'GET Document': 1 },
      byDocument: { 'GET job.items': 1 },
    });
  });
});

describe('acceptedUpdatesPerSecond', () => {
  it('divides what got through by the time from the first to the last of it', () => {
    expect(acceptedUpdatesPerSecond([update(3000), update(1000), update(500, 429), update(2000)])).toBe(1.5);
  });

  it('is 0 where there is no time to divide by', () => {
    expect(acceptedUpdatesPerSecond([])).toBe(0);
    expect(acceptedUpdatesPerSecond([update(1000)])).toBe(0);
  });
});

describe('acceptedUpdatesBySecond', () => {
  it('counts each second, those with none as well', () => {
    const log = [update(5000), update(5999), update(5500, 429), update(7000)];
    expect(acceptedUpdatesBySecond(log)).toEqual([2, 0, 1]);
    expect(acceptedUpdatesBySecond([])).toEqual([]);
  });
});
