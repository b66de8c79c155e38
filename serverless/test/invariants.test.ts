import { describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { accounts } from './account';

jest.setTimeout(90_000);
const start = accounts();

/**
 * The ten invariants, on the artefact that is deployed; those about the life of a job: invariants-jobs.test.ts. What
 * breaks each of them: docs/invariants.md.
 */
describe('1. completed means: every list equals TaskRouter’s own answer', () => {
  it('where our reading is right', async () => {
    const account = await start({ workers: 150, queues: 30 });
    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', report: { verified: true }, progress: { failed: 0 } });
    expect(account.differing()).toEqual([]);
  });

  it.each(['or-first', 'left-to-right'] as const)('where precedence is %s', async (precedence) => {
    const account = await start({ dialect: { precedence } });
    account.emulator.taskRouter.createQueue({
      friendlyName: 'Mixed',
      targetWorkers: 'routing.skills HAS "billing" OR routing.skills HAS "sales" AND team_name != "nobody"',
    });
    await account.resync();
    await account.quiet();
    expect(account.differing()).toEqual([]);
  });

  it('where TaskRouter knows better than a documented expression says', async () => {
    const account = await start({ functions: { eventHandler: null } });
    const { taskRouter } = account.emulator;
    const [queue] = [...taskRouter.queues.values()].filter(({ targetWorkers }) =>
      targetWorkers.includes('HAS'),
    );
    const sid = queue?.sid ?? '';
    taskRouter.overrideQueue(sid, (worker) => /[a3]$/.test(worker.sid ?? ''));
    const job = await account.resync();
    expect(job).toMatchObject({
      status: 'completed',
      report: { verified: true, disagreed: 1, disagreeing: [sid] },
    });
    expect(account.differing()).toEqual([]);
    // From now on TaskRouter is asked, by the event path as well: neither undoes the other.
    account.emulator.requests.clear();
    const [workerSid = ''] = account.workerSids();
    await account.sendWorkerEvent(workerSid);
    expect(account.writes()).toBe(0);
    expect(account.differing()).toEqual([]);
  });
});

describe('2. nothing but our attribute changes, and nobody’s edit is lost', () => {
  it('though somebody edits every worker right after each read', async () => {
    const account = await start({ workers: 60 });
    const { taskRouter } = account.emulator;
    const before = new Map(account.workerSids().map((sid) => [sid, account.attributes(sid)]));
    const reads = new Map<string, number>();
    taskRouter.onWorkerRead(({ sid }) => {
      // The list is read twice before anything is written, and the fetch before the write is the third.
      const read = (reads.get(sid) ?? 0) + 1;
      reads.set(sid, read);
      if (read > 3) return;
      const text = taskRouter.worker(sid)?.attributes ?? '';
      // Somebody who keeps everything else as it was, a number that JavaScript can't hold included.
      taskRouter.updateWorker(sid, { attributes: text.replace('{', `{"edit${read}":12345678901234567890,`) });
    });
    await account.resync();
    await account.quiet();
    for (const [sid, attributes] of before) {
      expect(taskRouter.worker(sid)?.attributes).toContain('"edit1":12345678901234567890');
      expect(taskRouter.worker(sid)?.attributes).toContain('"edit2":12345678901234567890');
      expect(taskRouter.worker(sid)?.attributes).toContain('"edit3":12345678901234567890');
      const { queues: _queues, edit1: _1, edit2: _2, edit3: _3, ...others } = account.attributes(sid);
      expect(others).toEqual(attributes);
    }
    expect(account.differing()).toEqual([]);
  });
});

describe('3. a failed read never leads to a write', () => {
  it('of the queues, the workers or the counts: the job gives up, and nothing was written', async () => {
    const resources = ['TaskQueues', 'Workers', 'TaskQueueStatistics'] as const;
    const failing = resources.map(async (resource) => {
      const account = await start();
      account.emulator.faults.add({ match: { resource }, action: { status: 500 } });
      return { account, job: await account.resync() };
    });
    for (const { account, job } of await Promise.all(failing)) {
      expect(job).toMatchObject({ status: 'failed', error: { code: 'unavailable' } });
      expect(account.writes()).toBe(0);
    }
  });
});

describe('4. nothing different, nothing written', () => {
  it('whatever the order, and an echo costs at most one request', async () => {
    const account = await start({ queuesAttribute: 'in-step' });
    const { taskRouter, requests } = account.emulator;
    for (const sid of account.workerSids()) {
      const attributes = account.attributes(sid);
      const queues = (attributes['queues'] as string[]).toReversed();
      taskRouter.updateWorker(sid, { attributes: JSON.stringify({ ...attributes, queues }) });
    }
    await account.emulator.events.idle();
    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 0, checked: 40 } });
    // Neither by the resync nor by the events that told of the other order.
    expect(account.writes()).toBe(0);
    await account.quiet();
    await account.functions.idle();
    const counts: number[] = [];
    for (const sid of account.workerSids().slice(0, 10)) {
      requests.clear();
      await account.sendWorkerEvent(sid);
      counts.push(requests.count());
    }
    // Two where a container hears its first event of the minute: it looks whether a plan's time is over.
    expect(counts.every((count) => count <= 2)).toBe(true);
    expect(counts.filter((count) => count === 2).length).toBeLessThanOrEqual(5);
    expect(account.writes()).toBe(0);
  });
});

describe('5. at most one hop of a job works at a time', () => {
  it('a repeated, late or forged hand-off does nothing', async () => {
    const account = await start({ workers: 300, latency: { readMs: 10, writeMs: 20 } });
    account.functions.faults.add({ path: '/batch/hop', action: 'duplicate' });
    const id = await account.startResync();
    const handOff = { protocol: '1', jobId: id, hop: '1', attempt: '0' };
    expect(await account.post('/batch/hop', handOff, { 'x-twilio-signature': 'forged' })).toBe(403);
    await Promise.all(Array.from({ length: 5 }, () => account.post('/batch/hop', handOff)));
    const job = await account.end(id);
    await account.post('/batch/hop', handOff);
    await account.post('/batch/hop', { ...handOff, protocol: '0' });
    // Whom a slow hop was still writing when its time was over, the next one finds as he is to be: not all count as changed.
    expect(job).toMatchObject({ status: 'completed', progress: { checked: 300, failed: 0 } });
    // Had two worked at a time, some workers would have been fetched and written twice.
    expect(account.writes()).toBe(300);
    expect(account.differing()).toEqual([]);
    expect(account.job(id)).toEqual(job);
  });
});

describe('9. a change whose event never came is found after the configured age', () => {
  it('by the next event, at most once however many come', async () => {
    const account = await start();
    await account.resync();
    await account.quiet();
    const { taskRouter, events } = account.emulator;
    // Time passes, and an edit is made of which no event comes.
    account.rewriteItem('queue-eligibility.rulebook', '0', { verifiedAt: '2026-01-01T00:00:00.000Z' });
    events.faults = { lose: 1 };
    const [silent = '', other = ''] = account.workerSids();
    taskRouter.updateWorker(silent, {
      attributes: JSON.stringify({ routing: { skills: [] }, queues: [`WQ${'0'.repeat(32)}`] }),
    });
    expect(account.differing()).toEqual([silent]);
    events.faults = {};
    const before = account.placed().length;
    // Warm containers go by what they have read for a second.
    while (account.placed().length === before) {
      await Promise.all(Array.from({ length: 12 }, () => account.sendWorkerEvent(other)));
    }
    await account.quiet();
    expect(account.differing()).toEqual([]);
    expect(account.placed()).toHaveLength(before + 1);
  });
});

it('the deployed project names only published, exact versions', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../dist/package.json', `file://${__filename}`), 'utf8'),
  ) as {
    dependencies: Record<string, string>;
  };
  for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
