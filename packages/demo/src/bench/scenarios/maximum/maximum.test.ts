import { expect, it } from '@jest/globals';
import { makeCentre, expressionOf, MOST_QUEUES } from './centre';
import { measureEvaluation } from './evaluation';
import { createEmulator } from '@queue-eligibility/twilio-emulator';

const size = { workers: 60, queues: 300 };

it('is the same centre every time, with names that TaskRouter takes', async () => {
  const centre = makeCentre(size);
  expect(JSON.stringify(makeCentre(size))).toBe(JSON.stringify(centre));
  const emulator = await createEmulator({ workers: 0, queues: 0 });
  for (const queue of centre.queues) emulator.taskRouter.createQueue(queue);
  for (const worker of centre.workers) emulator.taskRouter.createWorker(worker);
  await emulator.close();
});

it('has workers with as many queues as fit into their attributes, by the oracle, which shares no code with ours', async () => {
  const emulator = await createEmulator({ workers: 0, queues: 0 });
  const { taskRouter } = emulator;
  const { queues, workers } = makeCentre(size);
  for (const queue of queues) taskRouter.createQueue(queue);
  for (const worker of workers) {
    const { sid, attributes } = taskRouter.createWorker(worker);
    const eligible = taskRouter.eligibleQueues(sid);
    expect(eligible.length).toBeLessThanOrEqual(MOST_QUEUES);
    expect(eligible.length).toBeGreaterThan(MOST_QUEUES / 2);
    const whole = JSON.stringify({ ...(JSON.parse(attributes) as object), queues: eligible });
    expect(whole.length).toBeLessThanOrEqual(4_096);
  }
  await emulator.close();
});

it('has functions beside its rules that say the same as the rules', async () => {
  const emulator = await createEmulator({ workers: 0, queues: 0 });
  const { taskRouter } = emulator;
  const { queues, workers } = makeCentre(size);
  for (const worker of workers) taskRouter.createWorker(worker);
  const sids = [...taskRouter.workers.keys()];
  const isEligible = (queue: Parameters<typeof taskRouter.createQueue>[0]): boolean[] => {
    const { sid } = taskRouter.createQueue(queue);
    return sids.map((worker) => taskRouter.membership.isEligible(sid, taskRouter.worker(worker)));
  };
  for (const { targetWorkers, predicate } of queues) {
    if (!predicate) continue;
    const byFunction = isEligible({ friendlyName: `f ${taskRouter.queues.size}`, targetWorkers, predicate });
    expect(byFunction).toEqual(isEligible({ friendlyName: `r ${taskRouter.queues.size}`, targetWorkers }));
  }
  await emulator.close();
});

it('has rules of many shapes, some of them undocumented, all of which we can parse', () => {
  const expressions = makeCentre(size).queues.map(({ targetWorkers }) => expressionOf(targetWorkers));
  expect(expressions).not.toContain(null);
  expect(expressions.filter((expression) => expression?.documented === false).length).toBeGreaterThan(5);
  const operators = new Set(
    makeCentre(size).queues.flatMap(
      ({ targetWorkers }) => targetWorkers.match(/HAS|IN|CONTAINS|OR|AND|>=|>|==|!=/g) ?? [],
    ),
  );
  expect(operators.size).toBe(9);
});

it('measures the CPU time of both ways, the dear one on a part', () => {
  const { together, apart, sample } = measureEvaluation(makeCentre(size));
  expect(together).toBeGreaterThan(0);
  expect(apart).toBeGreaterThan(0);
  expect(sample).toBe(60);
});
