import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startFunctionsGateway, type FunctionsGateway } from '@queue-eligibility/twilio-emulator';
import { accounts, type Account } from './account';

jest.setTimeout(180_000);
const start = accounts();
const DIST = path.join(__dirname, '..', 'dist');

const others: FunctionsGateway[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(others.splice(0).map((gateway) => gateway.close()));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** Another version of the artefact: the same code with these places written otherwise. */
async function buildWith(...changes: [from: string, to: string][]): Promise<string> {
  // Beside the real one, so that it finds the same packages.
  const folder = await mkdtemp(`${DIST}-`);
  folders.push(folder);
  await cp(DIST, folder, { recursive: true });
  for (const file of await readdir(path.join(folder, 'functions'), { recursive: true })) {
    if (!file.endsWith('.js')) continue;
    const name = path.join(folder, 'functions', file);
    const code = await readFile(name, 'utf8');
    if (!code.includes('PROTOCOL_VERSION')) continue;
    const changed = changes.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      return text.replaceAll(from, to);
    }, code);
    await writeFile(name, changed);
  }
  return folder;
}
const NEXT_PROTOCOL: [string, string] = ['PROTOCOL_VERSION = 1;', 'PROTOCOL_VERSION = 2;'];

/** Deploys another artefact at the same address; what runs is cut off. */
async function deploy(account: Account, projectDir: string): Promise<void> {
  const { port } = new URL(account.functions.url);
  await account.functions.close();
  const { accountSid, authToken, workspaceSid, syncServiceSid, url } = account.emulator;
  account.deployed = await startFunctionsGateway({
    ...{ projectDir, authToken, emulatorUrl: url, port: Number(port), minWarm: 2 },
    env: {
      ...{ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken },
      ...{ TWILIO_FLEX_WORKSPACE_SID: workspaceSid, TWILIO_FLEX_SYNC_SID: syncServiceSid },
    },
  });
  others.push(account.deployed);
}

/** An account whose resync is in the middle of its updates. */
async function startInFlight(projectDir = DIST) {
  const account = await start({
    ...{ workers: 80, limits: { updatesPerSecond: 10 } },
    functions: { projectDir, eventHandler: null },
  });
  const jobId = await account.startResync();
  await account.until(() => account.writes() > 10, 'the first updates');
  return { account, jobId };
}
/** A minute later, a monitor calls: what was cut off is put back on its way. */
async function passBy(account: Account, jobId: string): Promise<void> {
  const heartbeatAt = new Date(Date.now() - 61_000).toISOString();
  account.rewrite(`queue-eligibility.job.${jobId}`, { heartbeatAt, lease: null });
  await (await fetch(`${account.functions.url}/health`)).text();
}

const unlimited = ({ emulator }: Account) => emulator.limits.set({ updatesPerSecond: null });

describe('a job in flight', () => {
  it.each(['a newer version', 'the version before'])(
    'goes on under %s where both speak the same protocol, and what one added does not disturb the other',
    async (which) => {
      // A state with a field more, and a job document whose report has one more.
      const newer = await buildWith([
        'restarts: number2().default(0)',
        'restarts: number2().default(0), added: number2().default(7)',
      ]);
      const { account, jobId } = await startInFlight(which === 'a newer version' ? DIST : newer);
      await deploy(account, which === 'a newer version' ? newer : DIST);
      unlimited(account);
      await passBy(account, jobId);
      expect(await account.end(jobId)).toMatchObject({
        ...{ status: 'completed', report: { verified: true }, progress: { failed: 0 } },
      });
      expect(account.differing()).toEqual([]);
    },
  );

  it.each(['a newer protocol', 'the protocol before'])(
    'is nobody’s under %s: what it hands on is refused, and the next start begins at once',
    async (which) => {
      const newer = await buildWith(NEXT_PROTOCOL);
      const { account, jobId } = await startInFlight(which === 'a newer protocol' ? DIST : newer);
      await deploy(account, which === 'a newer protocol' ? newer : DIST);
      unlimited(account);
      const writes = account.writes();
      const handOff = { protocol: which === 'a newer protocol' ? '1' : '2', jobId, hop: '1', attempt: '0' };
      expect(await account.post('/batch/hop', handOff)).toBe(200);
      expect(account.writes()).toBe(writes);
      const { body } = await account.call('/jobs/start');
      expect(body).toMatchObject({ started: true });
      expect(body['jobId']).not.toBe(jobId);
      const next = `queue-eligibility.job.${String(body['jobId'])}`;
      const data = () => account.emulator.sync.get('document', next).data;
      await account.until(() => data()['status'] !== 'running', 'the next job to end');
      expect(data()).toMatchObject({
        status: 'completed',
        report: { verified: true },
        progress: { failed: 0 },
      });
      expect(account.differing()).toEqual([]);
      // The one before is named nowhere any more.
      const jobs = JSON.stringify(account.emulator.sync.get('document', 'queue-eligibility.jobs').data);
      expect(jobs).not.toContain(jobId);
    },
  );

  it('ends as failed, with the reason, where its state can’t be read', async () => {
    const newer = await buildWith(['restarts: number2().default(0)', 'restarts: string2().default("none")']);
    const { account, jobId } = await startInFlight();
    await deploy(account, newer);
    // The version before must not come to the job's end while it is at it still.
    await passBy(account, jobId);
    expect(await account.end(jobId)).toMatchObject({ status: 'failed', error: { code: 'corrupt_document' } });
    unlimited(account);
    await account.quiet();
    const { body } = await account.call('/jobs/start');
    expect(await account.end(String(body['jobId']))).toMatchObject({ report: { verified: true } });
  });
});
