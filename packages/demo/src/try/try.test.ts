import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startControlServer, type ControlServer } from '../control-server';
import { openScenario, type Scenario } from '../scenario';
import { Screen } from '../screen';
import { Demo } from './demo';
import { tryFull } from './full';
import { tryOutage } from './outage';
import { tryQueue } from './queue';
import { tryRefused } from './refused';
import { trySilent } from './silent';
import { trySlow } from './slow';
import { tryStatus } from './status';
import { tryWorker } from './worker';

/** What `npm run try` does, on a demo whose terminal is this test. */
let scenario: Scenario;
let control: ControlServer;
let demo: Demo;
const told: string[] = [];
let shown = '';
const screen = new Screen({ write: (text) => (shown += text) }, {});

beforeAll(async () => {
  scenario = await openScenario({
    ...{ workers: 150, queues: 12, readMs: 10, writeMs: 40, state: 'in-step' },
    // Slow enough for something to happen in the middle.
    env: { TR_EVENTS_PROCESSING_BATCH_SIZE: '3' },
  });
  control = await startControlServer(scenario, {
    port: 0,
    tell: (text) => told.push(text),
    flexUrl: 'http://127.0.0.1:1/',
  });
  demo = await Demo.find(Number(new URL(control.url).port));
});
afterAll(async () => {
  await control.close();
  await scenario.close();
});

/** What a command shows. */
async function shownBy(command: Promise<unknown>): Promise<string> {
  shown = '';
  await command;
  return shown;
}

describe('npm run try', () => {
  it('names a worker that does not exist, and what to do, instead of failing', async () => {
    const sid = `WK${'0'.repeat(32)}`;
    await expect(tryWorker(demo, screen, { worker: sid })).rejects.toThrow(`There is no worker ${sid}`);
  });

  it('brings about a resync with an agent that fails, and takes it back', async () => {
    const [worker] = await demo.workspace.workers.list({ limit: 1 });
    const fill = () => shownBy(tryFull(demo, screen, { worker: worker?.sid }));
    expect(await fill()).toMatch(/150 checked, \d+ changed, 1 failed[^]*Who failed/);
    expect(await fill()).toMatch(/150 checked, \d+ changed, 0 failed/);
  });

  it('brings about a resync that fails, and Twilio is well again', async () => {
    expect(await shownBy(tryRefused(demo, screen))).toContain('not_authorised');
    expect(told).toContain('TaskRouter refuses our credentials, with 401, for 15 s');
    scenario.emulator.faults.clear();
  });

  it('brings about an outage in the middle of a resync, which goes on', async () => {
    const text = await shownBy(tryOutage(demo, screen, { of: 'sync', seconds: 1 }));
    expect(text).toContain('From now on Sync answers 503 to everything, for 1 s.');
    expect(text).toContain('yes, proven');
  });

  it('brings about a silent job, which goes on when somebody looks', async () => {
    const silence = shownBy(trySilent(demo, screen, { seconds: 1 }));
    // The panel, which looks now and then.
    const looking = setInterval(() => void scenario.post('/jobs/list').catch(() => {}), 1_000);
    expect(await silence).toMatch(/are killed, and for 1 s no other comes through[^]*yes, proven/);
    clearInterval(looking);
  });

  it('slows a resync down, so that there is time to pause it', async () => {
    const text = await shownBy(trySlow(demo, screen, { rate: 30 }));
    expect(text).toContain('no faster than 30 workers a second');
    expect(text).toContain('queue-eligibility?as=admin');
  });

  it('says who started the last job', async () => {
    await tryQueue(demo, screen, { expression: '1==1' });
    expect(await shownBy(tryStatus(demo, screen))).toMatch(
      /a resync, completed, started by the new expression of the queue .+/,
    );
  });
});
