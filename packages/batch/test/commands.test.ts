import { describe, expect, it } from '@jest/globals';
import { commandJob, hasEnded, readOpenJob, retryJob, startJob, type Job, type JobCommand } from '../src';
import { MAX_PAUSE_MS } from '../src/limits';
import { createWorld, listKind, type World } from './kinds';
import { Platform } from './platform';

const PERSON = { type: 'person', name: 'ada' } as const;
/** A command takes effect within this time, ms. */
const SOON_MS = 3_000;

class Scene {
  readonly platform: Platform;
  readonly world: World;
  id = '';

  constructor(options: Partial<World> = {}) {
    const kinds: Platform['kinds'][number][] = [];
    this.platform = new Platform(kinds);
    this.world = createWorld(this.platform.clock, options);
    kinds.push(listKind(this.world));
  }

  async start(count: number): Promise<this> {
    const items = Array.from({ length: count }, (_, i) => ({ name: `item-${i}` }));
    const { clock } = this.platform;
    const starting = startJob(this.platform.caller(), { kind: 'list', startedBy: PERSON, items });
    this.id = (await clock.run(starting)).stored.job.id;
    return this;
  }

  wait(ms: number): Promise<void> {
    return this.platform.clock.run(this.platform.clock.sleep(ms), 2 * ms);
  }

  command(command: JobCommand): Promise<Job | undefined> {
    const given = commandJob(this.platform.caller(), this.id, command);
    return this.platform.clock.run(given).then((stored) => stored?.job);
  }

  async job(): Promise<Job> {
    const stored = await this.platform.store.readJob(this.id);
    if (!stored) throw new Error('the job is gone');
    return stored.job;
  }

  async until(condition: (job: Job) => boolean, limitMs = 600_000): Promise<Job> {
    await this.platform.clock.runUntil(async () => condition(await this.job()), limitMs);
    return this.job();
  }

  get performed(): number {
    return this.world.performed.size;
  }
}

const isPaused = ({ status }: Job) => status === 'paused';

describe('a pause', () => {
  it.each([300, 2_000, 6_500, 7_400, 8_200])(
    'takes effect within 3 s when it comes after %d ms',
    async (afterMs) => {
      const scene = await new Scene().start(3_000);
      await scene.wait(afterMs);
      await scene.command({ type: 'pause' });
      await scene.until(isPaused, SOON_MS);
      const { performed } = scene;
      await scene.wait(120_000);
      expect(scene.performed).toBe(performed);
      await scene.command({ type: 'resume' });
      const job = await scene.until(hasEnded);
      expect(job).toMatchObject({ status: 'completed', progress: { checked: 3_000, changed: 3_000 } });
      expect(new Set(scene.world.performed.values())).toEqual(new Set([1]));
    },
  );

  it('outlives the hop that should have obeyed', async () => {
    const scene = await new Scene().start(2_000);
    await scene.wait(2_000);
    await scene.command({ type: 'pause' });
    for (const invocation of scene.platform.invocations)
      if (invocation.target === 'hop') invocation.killed = true;
    await scene.until(isPaused, 30_000);
    await scene.command({ type: 'resume' });
    expect(await scene.until(hasEnded)).toMatchObject({ status: 'completed', progress: { checked: 2_000 } });
  });

  it('is over after an hour, when somebody passes by', async () => {
    const scene = await new Scene().start(2_000);
    await scene.wait(2_000);
    await scene.command({ type: 'pause' });
    await scene.until(isPaused, SOON_MS);
    const look = () => scene.platform.clock.run(readOpenJob(scene.platform.caller(), 'list'));
    await scene.wait(MAX_PAUSE_MS - 60_000);
    expect((await look())?.job.status).toBe('paused');
    await scene.wait(60_000);
    expect((await look())?.job.status).toBe('running');
    expect(await scene.until(hasEnded)).toMatchObject({ status: 'completed' });
  });

  it('keeps its place: another start finds it', async () => {
    const scene = await new Scene().start(2_000);
    await scene.command({ type: 'pause' });
    await scene.until(isPaused, SOON_MS);
    const again = startJob(scene.platform.caller(), { kind: 'list', startedBy: PERSON, items: [] });
    const result = await scene.platform.clock.run(again);
    expect(result).toMatchObject({ started: false, stored: { job: { id: scene.id, status: 'paused' } } });
  });

  it('ends for good by a cancel, and makes room for the next', async () => {
    const scene = await new Scene().start(2_000);
    await scene.command({ type: 'pause' });
    await scene.until(isPaused, SOON_MS);
    expect(await scene.command({ type: 'cancel' })).toMatchObject({ status: 'cancelled' });
    expect(await scene.platform.store.readJobs()).toMatchObject({ running: [], entries: [{ id: scene.id }] });
  });
});

describe('a command that makes no sense', () => {
  it.each([
    ['resume', 'job_not_paused'],
    ['pause', 'job_paused'],
    ['pause', 'job_being_cancelled'],
    ['cancel', 'job_over'],
    ['limit-pace', 'job_over'],
  ] as const)('%s is refused: %s', async (type, code) => {
    const scene = await new Scene().start(2_000);
    if (code === 'job_paused') {
      await scene.command({ type: 'pause' });
      await scene.until(isPaused, SOON_MS);
    }
    if (code === 'job_being_cancelled' || code === 'job_over') await scene.command({ type: 'cancel' });
    if (code === 'job_over') await scene.until(hasEnded, SOON_MS);
    const before = await scene.job();
    const command: JobCommand = type === 'limit-pace' ? { type, itemsPerSecond: 1 } : { type };
    await expect(scene.command(command)).rejects.toMatchObject({ code });
    expect(await scene.job()).toMatchObject({ status: before.status, hop: before.hop });
  });

  it('about no job answers null', async () => {
    const scene = new Scene();
    scene.id = 'nobody';
    expect(await scene.command({ type: 'cancel' })).toBeUndefined();
  });
});

describe('a pace', () => {
  it('is kept to within 3 s, over hops, and given up again', async () => {
    const scene = await new Scene().start(3_000);
    await scene.wait(1_500);
    await scene.command({ type: 'limit-pace', itemsPerSecond: 5 });
    await scene.wait(SOON_MS);
    const before = scene.performed;
    await scene.wait(20_000);
    const slow = (scene.performed - before) / 20;
    expect(slow).toBeGreaterThan(4);
    expect(slow).toBeLessThan(6);
    await scene.command({ type: 'limit-pace', itemsPerSecond: null });
    await scene.wait(SOON_MS);
    const after = scene.performed;
    await scene.wait(10_000);
    expect((scene.performed - after) / 10).toBeGreaterThan(40);
  });

  // Lanes that got no slot any more took the next item at once, and so on: the hop span, and heard of nothing.
  it('that leaves a hop without a slot for long keeps it waiting, and within earshot', async () => {
    const scene = await new Scene().start(3_000);
    await scene.command({ type: 'limit-pace', itemsPerSecond: 0.2 });
    await scene.wait(10_000);
    const before = scene.performed;
    await scene.wait(60_000);
    expect(scene.performed - before).toBeGreaterThan(6);
    expect(scene.performed - before).toBeLessThan(20);
    await scene.command({ type: 'pause' });
    await scene.until(isPaused, SOON_MS);
  });
});

describe('a retry', () => {
  it('does what was given up, and only that', async () => {
    const scene = new Scene({
      fate: (key, time) => (key.endsWith('7') && time === 1 ? 'fail-for-good' : 'ok'),
    });
    await scene.start(100);
    expect(await scene.until(hasEnded)).toMatchObject({ progress: { failed: 10 } });
    await scene.wait(30_000);
    const retried = await scene.platform.clock.run(retryJob(scene.platform.caller(), scene.id, PERSON));
    expect(retried?.started).toBe(true);
    scene.id = retried?.stored.job.id ?? '';
    expect(await scene.until(hasEnded)).toMatchObject({ progress: { total: 10, changed: 10, failed: 0 } });
    for (const [key, times] of scene.world.performed) expect(times).toBe(key.endsWith('7') ? 2 : 1);
  });

  // Page after page they took twelve seconds to read, and a Function has ten.
  it('of fifteen thousand is started within the time of a Function', async () => {
    const scene = new Scene({ fate: (_key, time) => (time === 1 ? 'fail-for-good' : 'ok'), itemMs: 1 });
    await scene.start(15_000);
    const { failurePages, progress } = await scene.until(hasEnded);
    expect([progress.failed, failurePages > 60]).toEqual([15_000, true]);
    await scene.wait(30_000);
    const { platform } = scene;
    platform.underWayMs = () => 80;
    const beganMs = platform.clock.now();
    const retried = await platform.clock.run(retryJob(platform.caller(), scene.id, PERSON));
    expect(retried?.stored.job.progress.total).toBe(15_000);
    expect(platform.clock.now() - beganMs).toBeLessThan(6_000);
  });

  it.each([
    [0, 'nothing_to_retry'],
    [2_000, 'job_not_over'],
  ])('of a job that gave up nothing, or is under way (%d items), is refused: %s', async (count, code) => {
    const scene = await new Scene().start(count);
    if (count === 0) await scene.until(hasEnded);
    await expect(
      scene.platform.clock.run(retryJob(scene.platform.caller(), scene.id, PERSON)),
    ).rejects.toMatchObject({ code });
  });
});
