import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { operators } from './emulated';

const start = operators();
const LIMIT_MS = 120_000;

describe('setup', () => {
  it(
    'offers another name where something uses ours, and keeps what stands in the file',
    async () => {
      const operator = await start({ workers: 5 });
      const { taskRouter } = operator.emulator;
      const [worker] = taskRouter.workers.values();
      const attributes = JSON.parse(worker?.attributes ?? '{}') as object;
      taskRouter.spoilWorker(worker?.sid ?? '', JSON.stringify({ ...attributes, queues: ['sales'] }));
      await writeFile(operator.envFile, '# our own\nOTHER=kept\nTASKROUTER_RATE_SHARE=60\n');

      const out = await operator.succeed('setup', ['--form', 'codes'], operator.credentials);
      expect(out).toContain('In "queues" of 1 worker stands something else');
      const env = await readFile(operator.envFile, 'utf8');
      expect(env).toMatch(/^# our own\nOTHER=kept\nTASKROUTER_RATE_SHARE=60\n/);
      expect(env).toContain('WORKER_QUEUES_ATTRIBUTE=eligible_queues\n');
      expect(env).toContain('WORKER_QUEUES_FORM=codes\n');
      // The second time there is nothing to ask, and nothing changes.
      expect(await operator.succeed('setup')).toContain('no change');
      expect(await readFile(operator.envFile, 'utf8')).toBe(env);
    },
    LIMIT_MS,
  );

  it(
    'takes an API key, and says what it can’t do without the auth token',
    async () => {
      const operator = await start({ workers: 5 });
      const { accountSid, apiKeys } = operator.emulator;
      const [key] = apiKeys;
      const env = {
        ACCOUNT_SID: accountSid,
        TWILIO_API_KEY: key?.sid ?? '',
        TWILIO_API_SECRET: key?.secret ?? '',
      };
      expect(await operator.succeed('setup', [], env)).toContain('Without AUTH_TOKEN');
      const deploy = await operator.succeed('deploy', ['--no-build', '--no-plugin']);
      expect(deploy).toContain('Without AUTH_TOKEN no resync was started');
    },
    LIMIT_MS,
  );

  it(
    'chooses Flex’s own where there are several, and refuses what is not there',
    async () => {
      const operator = await start({ workers: 5, otherWorkspaces: ['Other'], otherSyncServices: ['Other'] });
      const { workspaceSid, syncServiceSid, accountSid } = operator.emulator;
      await operator.succeed('setup', [], operator.credentials);
      const env = await readFile(operator.envFile, 'utf8');
      expect(env).toContain(`TWILIO_FLEX_WORKSPACE_SID=${workspaceSid}\n`);
      expect(env).toContain(`TWILIO_FLEX_SYNC_SID=${syncServiceSid}\n`);

      const wrong = await operator.run('setup', ['--workspace', `WS${'0'.repeat(32)}`]);
      expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('is not in this account')]);
      const stranger = { ACCOUNT_SID: accountSid, AUTH_TOKEN: 'guess' };
      const refused = await operator.run('setup', [], stranger);
      expect([refused.code, refused.err]).toEqual([
        1,
        expect.stringContaining('does not accept the auth token'),
      ]);
      expect(await readFile(operator.envFile, 'utf8')).toBe(env);
      expect((await operator.run('setup', ['--what'])).code).toBe(2);
    },
    LIMIT_MS,
  );
});

it(
  'a runtime that Twilio refuses is said, and the next one is tried; a deployment that broke goes on',
  async () => {
    const operator = await start({
      workers: 5,
      serverless: { runtimes: { node22: ['2.1.2'], node24: ['2.1.2'] }, buildReads: 1 },
    });
    await operator.succeed('setup', [], operator.credentials);
    const { faults } = operator.emulator;
    faults.add({ match: { host: 'flex-api.twilio.com', method: 'POST' }, times: 1, action: { status: 500 } });
    const broken = await operator.run('deploy', ['--no-build']);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('Twilio refused node22 with @twilio/runtime-handler 2.0.3');
    expect(broken.out).toContain('Trying node22 with 2.1.2');
    expect(broken.err).toContain('500');
    const again = await operator.succeed('deploy', ['--no-build']);
    expect(again).toContain('put a new build into the service');
    expect(again).toContain('done: Verified');
  },
  LIMIT_MS,
);
