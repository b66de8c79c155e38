import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { tellOfEdits } from './edits';
import { Happenings, kindWords } from './happenings';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ workers: 3, queues: 0, queuesAttribute: 'in-step' });
});
afterEach(() => emulator.close());

const event = (name: string) => ({ startedBy: { type: 'event', name } }) as const;

describe('what the demo says of an edit', () => {
  it('is what followed from it, whoever wrote what followed; what the Functions write is no edit', () => {
    const { taskRouter } = emulator;
    const { sid: queueSid } = taskRouter.createQueue({ friendlyName: 'q', targetWorkers: 'level > 1' });
    const said: string[] = [];
    const end = tellOfEdits(emulator, (text) => said.push(text.replace(/\d+ ms/, 'N ms')));
    const [worker] = [...taskRouter.workers.values()];
    const { sid = '', friendlyName = '' } = worker ?? {};
    taskRouter.updateWorker(sid, { attributes: { level: 2 } });
    expect(said).toEqual([]);
    taskRouter.updateWorker(sid, { attributes: { level: 2, queues: [queueSid] } });
    taskRouter.updateWorker(sid, { attributes: { level: 3, queues: [queueSid] } });
    expect(said).toEqual([
      `the worker ${friendlyName} was edited: now 1 queue, after N ms`,
      `the worker ${friendlyName} was edited: the queues stay the same`,
    ]);
    end();
    taskRouter.updateWorker(sid, { attributes: { level: 4, queues: [queueSid] } });
    expect(said).toHaveLength(2);
  });
});

it('counts edits that change no list, where they are many', () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  const said: string[] = [];
  const end = tellOfEdits(emulator, (text) => said.push(text));
  const [worker] = [...emulator.taskRouter.workers.values()];
  for (let level = 0; level < 10; level++)
    emulator.taskRouter.updateWorker(worker?.sid ?? '', { attributes: { level, queues: [] } });
  expect(said).toHaveLength(3);
  jest.runOnlyPendingTimers();
  expect(said.slice(3)).toEqual(['7 edits more: the queues stay the same']);
  end();
  jest.useRealTimers();
});

describe('who started a job', () => {
  it('is said by what happened, not by the SID of an event', () => {
    const { taskRouter } = emulator;
    const happenings = new Happenings(taskRouter);
    const sids: string[] = [];
    taskRouter.on('event', ({ Sid = '' }) => sids.push(Sid));
    const { sid } = taskRouter.createQueue({ friendlyName: 'Zebra', targetWorkers: '1==2' });
    taskRouter.updateQueue(sid, { targetWorkers: '1==1' });
    expect(sids.map((name) => happenings.starterOf(event(name)))).toEqual([
      'the new queue Zebra',
      'the new expression of the queue Zebra',
    ]);
    expect(happenings.starterOf(event('EV0'))).toBe('a change of a queue');
    expect(happenings.starterOf({ startedBy: { type: 'person', name: 'Ada' } })).toBe('Ada');
    happenings.close();
  });

  it('comes with what the job is called', () => {
    expect(kindWords({ kind: 'resync', startedBy: { type: 'check' } })).toBe('a check');
    expect(kindWords({ kind: 'workers', startedBy: { type: 'person' } })).toBe('a retry of single workers');
    expect(kindWords({ kind: 'other', startedBy: { type: 'person' } })).toBe('a job of the kind other');
  });
});
