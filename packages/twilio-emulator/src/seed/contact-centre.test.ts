import { describe, expect, it } from '@jest/globals';
import { emulators } from '../test-support';
import { defaultDialect } from '../taskrouter/dialect';
import { compileExpression } from '../taskrouter/expression';

const start = emulators();

const contents = async (options: Parameters<typeof start>[0]) => {
  const { taskRouter, accountSid, authToken, workspaceSid, syncServiceSid } = await start(options);
  const workers = [...taskRouter.workers.values()].map(({ sid, friendlyName, attributes }) => ({
    sid,
    friendlyName,
    attributes,
  }));
  const queues = [...taskRouter.queues.values()].map(({ sid, friendlyName, targetWorkers }) => ({
    sid,
    friendlyName,
    targetWorkers,
  }));
  return { accountSid, authToken, workspaceSid, syncServiceSid, workers, queues };
};

describe('the seeded contact centre', () => {
  it('is the same for the same seed and another for another', async () => {
    const first = await contents({ seed: 7, workers: 30, queues: 30 });
    expect(await contents({ seed: 7, workers: 30, queues: 30 })).toEqual(first);
    const other = await contents({ seed: 8, workers: 30, queues: 30 });
    expect(other.accountSid).not.toBe(first.accountSid);
    expect(other.workers).not.toEqual(first.workers);
  });

  it('has workers with attributes of 300 to 900 characters in several scripts', async () => {
    const { workers } = await contents({ workers: 400, queues: 60 });
    const lengths = workers.map(({ attributes }) => attributes.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(900);
    for (const script of [
      /\p{Script=Cyrillic}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Han}/u,
      /\p{Script=Hangul}/u,
      /\p{Script=Devanagari}/u,
    ]) {
      expect(workers.some(({ attributes }) => script.test(attributes))).toBe(true);
    }
  });

  it.each([
    [12, 1, 3],
    [60, 4, 8],
    [500, 6, 8],
  ])('of %s queues has %s to %s with a rule in an undocumented form', async (queues, min, max) => {
    const documented = {
      ...defaultDialect,
      quotedKeys: false,
      caseInsensitiveKeywords: false,
      singleEquals: false,
    };
    const isUndocumented = (rule: string) => {
      if (/worker\.|activity_name|null|^"/.test(rule)) return true;
      try {
        compileExpression(rule, documented);
        return false;
      } catch {
        return true;
      }
    };
    const centre = await contents({ workers: 0, queues });
    const odd = centre.queues.filter(({ targetWorkers }) => isUndocumented(targetWorkers));
    expect(odd.length).toBeGreaterThanOrEqual(min);
    expect(odd.length).toBeLessThanOrEqual(max);
    const rules = centre.queues.map(({ targetWorkers }) => targetWorkers);
    expect(rules).toEqual(expect.arrayContaining(['1==1', '']));
  });

  it('holds only rules that its dialect takes', async () => {
    const { queues } = await contents({
      workers: 0,
      queues: 60,
      dialect: { singleEquals: false, caseInsensitiveKeywords: false },
    });
    expect(queues.some(({ targetWorkers }) => / = | in /.test(targetWorkers))).toBe(false);
  });
});

describe('attributes.queues', () => {
  it('is absent, in step, or stale for a share of the workers', async () => {
    const absent = await start({ workers: 50, queues: 20 });
    expect(absent.taskRouter.inStep().differing).toHaveLength(50);
    const inStep = await start({ workers: 50, queues: 20, queuesAttribute: 'in-step' });
    expect(inStep.taskRouter.inStep()).toEqual({ ok: true, differing: [] });
    const stale = await start({ workers: 50, queues: 20, queuesAttribute: 'stale', staleShare: 0.5 });
    const { ok, differing } = stale.taskRouter.inStep();
    expect(ok).toBe(false);
    expect(differing.length).toBeGreaterThan(5);
    expect(differing.length).toBeLessThan(45);
  });

  it('fits into the attributes with 500 queues', async () => {
    const { taskRouter } = await start({ workers: 200, queues: 500, queuesAttribute: 'in-step' });
    expect(taskRouter.inStep().ok).toBe(true);
  });

  it('is compared as a set, and a changed rule or worker is out of step', async () => {
    const { taskRouter } = await start({ workers: 2, queues: 0 });
    const [sid = ''] = taskRouter.workers.keys();
    const one = taskRouter.createQueue({ friendlyName: 'A', targetWorkers: `sid == "${sid}"` });
    const two = taskRouter.createQueue({ friendlyName: 'B', targetWorkers: `sid == "${sid}"` });
    expect(taskRouter.inStep().differing).toEqual([sid]);
    taskRouter.updateWorker(sid, { attributes: { queues: [two.sid, one.sid] } });
    expect(taskRouter.inStep().ok).toBe(true);
    taskRouter.updateWorker(sid, { attributes: { queues: [two.sid, one.sid, one.sid] } });
    expect(taskRouter.inStep().ok).toBe(false);
    taskRouter.updateWorker(sid, { attributes: { queues: [two.sid, one.sid] } });
    taskRouter.createQueue({ friendlyName: 'C', targetWorkers: 'not readable by us', predicate: () => true });
    expect(taskRouter.inStep().differing).toHaveLength(2);
  });
});
