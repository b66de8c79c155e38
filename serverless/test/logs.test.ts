import { describe, expect, it, jest } from '@jest/globals';
import { readOptions, tellStory } from '@queue-eligibility/logs';
import { accounts, type Account } from './account';

jest.setTimeout(90_000);
const start = accounts();
const SERVICE = 'queue-eligibility';

/** What the Functions have printed stands in the account's log, as if they had been deployed. */
async function keepLog(account: Account): Promise<void> {
  const { serverless } = account.emulator;
  const client = account.emulator.client().serverless.v1;
  const { sid: serviceSid } = await client.services.create({ uniqueName: SERVICE, friendlyName: SERVICE });
  const { sid: environmentSid } = await client
    .services(serviceSid)
    .environments.create({ uniqueName: 'prod', domainSuffix: 'prod' });
  for (const line of account.functions.logs) serverless.addLog({ serviceSid, environmentSid }, line);
}

async function story(account: Account, ...args: string[]) {
  const lines: Record<string, unknown>[] = [];
  await tellStory(account.emulator.client(), readOptions([...args, '--json']), (line) =>
    lines.push(JSON.parse(line) as Record<string, unknown>),
  );
  return lines;
}

describe('npm run logs', () => {
  it('tells one job from the event to the last write, and every line of it by one name', async () => {
    const account = await start({
      workers: 12,
      env: { ENABLE_LOCAL_LOGGING: 'true' },
      functions: { eventHandler: null },
    });
    const eventSid = `EV${'7'.repeat(32)}`;
    const event = {
      EventType: 'task-queue.created',
      Sid: eventSid,
      WorkspaceSid: account.emulator.workspaceSid,
    };
    expect(await account.post('/event-handler', event)).toBe(204);
    await account.quiet();
    const [job] = account.jobs();
    // Another job, which is none of it.
    await account.resync();
    await account.functions.idle();
    await keepLog(account);
    const told = await story(account, '--event', eventSid);
    expect(told).toEqual(await story(account, '--job', job?.id ?? ''));
    const names = told.map((line) => line['event']);
    expect(names[0]).toBe('job.started');
    for (const name of ['event.handled', 'hop.claimed', 'job.ended']) expect(names).toContain(name);
    expect(names.filter((name) => name === 'worker.written')).toHaveLength(12);
    expect(new Set(told.map((line) => line['cid']))).toEqual(new Set([eventSid, job?.id]));
    const [sid = ''] = account.workerSids();
    expect(await story(account, '--worker', sid)).toMatchObject([
      { event: 'worker.written', workerSid: sid, cid: job?.id },
    ]);
    const all = await story(account);
    expect(all.length).toBeGreaterThan(told.length);
    expect(all.filter((line) => typeof line['cid'] !== 'string')).toEqual([]);
  });

  it('says which services there are', async () => {
    const account = await start({ workers: 1 });
    await keepLog(account);
    await expect(story(account, '--service', 'other')).rejects.toThrow(
      'There is no Functions service other; this account has: queue-eligibility',
    );
  });
});
