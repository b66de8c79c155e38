import { readdir, readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import { operators, until } from './emulated';

const start = operators();
const WALK_MS = 300_000;
const OTHERS = 'https://others.example.com/events';

/** A plugin of somebody else that is released. */
function releaseOther({ pluginService }: Emulator): void {
  const plugin = pluginService.createPlugin({
    uniqueName: 'theirs',
    friendlyName: 'Theirs',
    description: '',
  });
  const { sid } = pluginService.createVersion(plugin, {
    version: '3.2.1',
    pluginUrl: 'https://theirs.example.com/plugin.js',
    changelog: '',
    validated: true,
    private: true,
  });
  const plugins = [{ versionSid: sid, phase: 2 }];
  pluginService.createRelease(
    pluginService.createConfiguration({ name: 'theirs', description: '', plugins }).sid,
  );
}

const writes = ({ requests }: Emulator): number =>
  requests.count({ method: 'POST' }) + requests.count({ method: 'DELETE' });

const workspaceOf = async (emulator: Emulator) => {
  const { eventCallbackUrl, eventsFilter } = await emulator
    .client()
    .taskrouter.v1.workspaces(emulator.workspaceSid)
    .fetch();
  return { url: eventCallbackUrl ?? '', filter: eventsFilter ?? '' };
};

const uiAttributesOf = async (emulator: Emulator): Promise<unknown> =>
  (await emulator.client().flexApi.v1.configuration().fetch()).uiAttributes;

/** Everything that an undeployed account must not hold. */
async function leftovers(emulator: Emulator) {
  const client = emulator.client();
  const workers = [...emulator.taskRouter.workers.values()];
  const sync = ['document', 'map', 'list'] as const;
  return {
    services: (await client.serverless.v1.services.list()).length,
    sinks: (await client.events.v1.sinks.list()).length,
    subscriptions: (await client.events.v1.subscriptions.list()).length,
    sync: sync.flatMap((type) => emulator.sync.list(type).map(({ uniqueName }) => uniqueName)),
    flex: 'queue_eligibility' in emulator.flex.uiAttributes,
    plugins: emulator.pluginService.released().map(({ name }) => name),
    carrying: workers.filter(({ attributes }) => 'queues' in (JSON.parse(attributes) as object)).length,
  };
}
const NOTHING = { services: 0, sinks: 0, subscriptions: 0, sync: [], flex: false, plugins: [], carrying: 0 };

describe('from nothing to a verified workspace, and back to nothing', () => {
  it(
    'with the event callback, beside what others have',
    async () => {
      const operator = await start({ flex: { uiAttributes: { theme: { dark: true } } } });
      const { emulator } = operator;
      const { taskRouter } = emulator;
      releaseOther(emulator);
      taskRouter.updateWorkspace({ eventsFilter: 'task.created' });

      const uiAttributes = await uiAttributesOf(emulator);
      const setup = await operator.succeed('setup', [], operator.credentials);
      expect(setup).toContain('The event callback is free');
      expect(setup).not.toContain(emulator.authToken);
      expect((await stat(operator.envFile)).mode & 0o777).toBe(0o600);
      const env = await readFile(operator.envFile, 'utf8');
      expect(env).toContain(`TWILIO_FLEX_SYNC_SID=${emulator.syncServiceSid}\n`);
      expect(env).toContain('WORKER_QUEUES_FORM=sids\n');

      const plan = await operator.succeed('deploy', ['--no-build', '--plan']);
      expect(plan).toContain('make the Functions service "queue-eligibility"');
      expect(plan).toContain('theirs 3.2.1, which stay as they are');
      expect(plan).toContain('task.created stay');
      expect(writes(emulator)).toBe(0);

      const deploy = await operator.succeed('deploy', ['--no-build']);
      expect(deploy).toContain('done: Verified: 30 workers checked');
      expect(taskRouter.inStep().differing).toEqual([]);
      expect(emulator.flex.uiAttributes).toMatchObject({ theme: { dark: true } });
      expect(emulator.pluginService.released().map(({ name }) => name)).toEqual([
        'theirs',
        'plugin-queue-eligibility',
      ]);
      const { url, filter } = await workspaceOf(emulator);
      expect(url).toMatch(/^https:\/\/queue-eligibility-\d{4}-prod\.twil\.io\/event-handler$/);
      expect(filter).toMatch(/^task\.created,worker\.created,/);

      const doctor = await operator.run('doctor', ['--json']);
      const { findings } = JSON.parse(doctor.out) as { findings: { id: string; state: string }[] };
      expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
      expect(doctor.code).toBe(0);

      taskRouter.createQueue({ friendlyName: 'new', targetWorkers: '1==1' });
      await until(emulator, () => taskRouter.inStep().ok, 'everybody to carry the new queue');

      const again = await operator.succeed('deploy', ['--no-build', '--no-resync']);
      expect(again.match(/nothing to do/g)).toHaveLength(3);
      expect(emulator.pluginService.versions.all().map(({ version }) => version)).toEqual(['3.2.1', '1.0.0']);

      const undeploy = await operator.succeed('undeploy', ['--remove-attribute']);
      expect(undeploy).toContain('"queues" is out of 30 workers');
      expect(await leftovers(emulator)).toEqual({ ...NOTHING, plugins: ['theirs'] });
      expect(await uiAttributesOf(emulator)).toEqual(uiAttributes);
      expect(await workspaceOf(emulator)).toEqual({ url: '', filter: 'task.created' });
      expect(await readdir(operator.ledgers)).toEqual([]);
      expect(await operator.succeed('undeploy')).toContain('nothing of ours');
    },
    WALK_MS,
  );

  it(
    'with a pilot first: what a resync would do, then two agents, then everybody',
    async () => {
      const operator = await start();
      const { taskRouter } = operator.emulator;
      await operator.succeed('setup', [], operator.credentials);
      await operator.succeed('deploy', ['--no-build', '--no-plugin', '--no-resync', '--events', 'none']);
      const before = taskRouter.inStep().differing.length;
      expect(before).toBeGreaterThan(2);

      const dryRun = await operator.succeed('resync', ['--dry-run']);
      expect(dryRun).toContain(`Nothing was written. Of 30 workers, ${before} would be`);
      expect(taskRouter.inStep().differing).toHaveLength(before);

      const [one, other, third] = taskRouter.inStep().differing;
      const hanging = operator.emulator.faults.add({
        match: { resource: 'Worker', method: 'POST' },
        action: 'hang',
      });
      const first = operator.succeed('resync', ['--workers', `${one},${other}`]);
      await until(
        operator.emulator,
        () =>
          operator.emulator.sync
            .list('document')
            .some(({ uniqueName }) => /job\.workers-/.test(uniqueName ?? '')),
        'the pilot to be at work',
      );
      // Regression: who asked for other agents meanwhile was told that they were done.
      const second = await operator.run('resync', ['--workers', `${third}`]);
      hanging.remove();
      expect([second.code, second.err]).toEqual([1, expect.stringContaining('at work on other agents')]);
      expect(await first).toContain('2 workers looked at, ');
      expect(await first).toContain(' changed, 0 failed');
      // What was changed is seen at TaskRouter: what a hop wrote that was held up beyond its end, the next one finds done.
      const written = operator.emulator.requests.filter({ resource: 'Worker', method: 'POST', status: 200 });
      expect(written.map(({ sid }) => sid).toSorted()).toEqual([one, other].toSorted());
      expect(taskRouter.inStep().differing).toHaveLength(before - 2);

      expect(await operator.succeed('resync')).toContain('Verified: 30 workers checked');
      expect(taskRouter.inStep().differing).toEqual([]);
    },
    WALK_MS,
  );

  it(
    'by Event Streams, where the callback is somebody else’s',
    async () => {
      const operator = await start({ eventCallback: { url: OTHERS, filter: ['task.created'] } });
      const { emulator } = operator;
      const { taskRouter } = emulator;
      expect(await operator.succeed('setup', [], operator.credentials)).toContain(`is taken by ${OTHERS}`);

      const refused = await operator.run('deploy', ['--no-build', '--events', 'callback', '--no-resync']);
      expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--replace')]);
      // Regression: it was said when the Functions and the plugin were deployed already.
      expect(writes(emulator)).toBe(0);
      const deploy = await operator.succeed('deploy', ['--no-build']);
      expect(deploy).toContain('Event Streams it is');
      expect(deploy).toContain('done: Verified');
      expect(await workspaceOf(emulator)).toEqual({ url: OTHERS, filter: 'task.created' });

      const [worker] = taskRouter.workers.values();
      const attributes = JSON.parse(worker?.attributes ?? '{}') as Record<string, unknown>;
      const queue = taskRouter.createQueue({ friendlyName: 'chosen', targetWorkers: 'chosen == "yes"' });
      await until(emulator, () => taskRouter.inStep().ok, 'the new queue');
      taskRouter.updateWorker(worker?.sid ?? '', {
        attributes: JSON.stringify({ ...attributes, chosen: 'yes' }),
      });
      await until(
        emulator,
        () => (taskRouter.worker(worker?.sid ?? '').attributes ?? '').includes(queue.sid),
        'the worker to carry it',
      );

      const doctor = await operator.succeed('doctor');
      expect(doctor).toContain('events come by Event Streams');

      await operator.succeed('undeploy', ['--remove-attribute']);
      expect(await leftovers(emulator)).toEqual(NOTHING);
      expect(await workspaceOf(emulator)).toEqual({ url: OTHERS, filter: 'task.created' });
    },
    WALK_MS,
  );

  it(
    'in the place of somebody else’s callback, who gets it back',
    async () => {
      const operator = await start({ eventCallback: { url: OTHERS, filter: ['task.created'] } });
      await operator.succeed('setup', [], operator.credentials);
      const deploy = await operator.succeed('deploy', [
        '--no-build',
        '--replace',
        '--no-plugin',
        '--no-resync',
      ]);
      expect(deploy).toContain(`in the place of ${OTHERS}`);
      // The second time it is ours, and what was there first is still known.
      await operator.succeed('deploy', ['--no-build', '--no-plugin', '--no-resync']);
      expect((await workspaceOf(operator.emulator)).url).toContain('twil.io');
      expect(await operator.succeed('undeploy', ['--plan'])).toContain(`set it back to ${OTHERS}`);
      expect(await operator.succeed('undeploy')).toContain(`set back to ${OTHERS}`);
      expect(await workspaceOf(operator.emulator)).toEqual({ url: OTHERS, filter: 'task.created' });
    },
    WALK_MS,
  );
});
