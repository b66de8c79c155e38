import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRetry, createSeal } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { createAlerts, type Problem } from '../src';

const NAME = 'queue-eligibility.alerts';
const FAILED: Problem = { code: 'resync_failed', jobId: 'resync-1', detail: 'not_authorised' };
const SILENT: Problem = { code: 'resync_silent', jobId: 'resync-2' };

let emulator: Emulator;
let nowMs: number;
let sent: string[];
let isDown: boolean;
beforeAll(async () => {
  emulator = await createEmulator({ workers: 1, queues: 1 });
});
afterAll(() => emulator.close());
beforeEach(() => {
  if (emulator.sync.find('document', NAME)) emulator.sync.remove('document', NAME);
  nowMs = Date.parse('2026-01-05T09:00:00Z');
  sent = [];
  isDown = false;
});

/** Another invocation, which knows nothing of the others. */
const anInvocation = () =>
  createAlerts({
    sync: emulator.client().sync.v1.services(emulator.syncServiceSid),
    retry: createRetry({ retries: 0, minBackoffMs: 1, maxBackoffMs: 1 }),
    seal: createSeal({ secret: 'secret', scope: emulator.syncServiceSid }),
    clock: { now: () => nowMs },
    log: () => {},
    async send({ code }) {
      sent.push(code);
      if (isDown) throw new Error('down');
    },
  });
const notice = (...problems: Problem[]) => anInvocation().notice(problems);

describe('alerts', () => {
  it('are one message a problem, however often it is noticed', async () => {
    for (let times = 0; times < 3; times++) await notice(FAILED);
    // The next check failed in the same way.
    await notice({ ...FAILED, jobId: 'resync-9' });
    await notice(FAILED, SILENT);
    expect(sent).toEqual(['resync_failed', 'resync_silent']);
  });

  it('come again only when the problem was gone meanwhile', async () => {
    await notice(FAILED);
    await notice();
    await notice();
    await notice(FAILED);
    expect(sent).toEqual(['resync_failed', 'resync_failed']);
  });

  it('are one message when many notice at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => notice(FAILED)));
    expect(sent).toEqual(['resync_failed']);
  });

  it('are sent again a minute later where the webhook was down', async () => {
    isDown = true;
    await notice(FAILED);
    await notice(FAILED);
    expect(sent).toHaveLength(1);
    isDown = false;
    nowMs += 61_000;
    await notice(FAILED);
    await notice(FAILED);
    expect(sent).toHaveLength(2);
  });

  it('cost one request where there is no news, and never fail who notices', async () => {
    await notice(FAILED);
    emulator.requests.clear();
    await notice(FAILED);
    expect(emulator.requests.count()).toBe(1);
    const fault = emulator.faults.add({ action: { status: 503 } });
    await expect(notice(SILENT)).resolves.toBeUndefined();
    fault.remove();
  });
});
