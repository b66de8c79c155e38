import { describe, expect, it } from '@jest/globals';
import { parseEvent } from './events';

const WORKER = `WK${'a'.repeat(32)}`;
const QUEUE = `WQ${'b'.repeat(32)}`;
const facts = {
  Sid: `EV${'c'.repeat(32)}`,
  AccountSid: `AC${'d'.repeat(32)}`,
  WorkspaceSid: `WS${'e'.repeat(32)}`,
};

describe('an event callback', () => {
  it.each(['worker.created', 'worker.attributes.update', 'worker.activity.update'])(
    '%s is about a worker',
    (EventType) => {
      const parameters = {
        ...facts,
        EventType,
        WorkerSid: WORKER,
        WorkerName: 'ada',
        WorkerAttributes: '{}',
      };
      const { Sid, WorkspaceSid } = facts;
      expect(parseEvent(parameters)).toEqual({
        ...{ about: 'worker', EventType, Sid, WorkspaceSid, WorkerSid: WORKER, WorkerName: 'ada' },
        ...{ WorkerAttributes: '{}', WorkerActivitySid: '', WorkerActivityName: '' },
      });
      const activity = { WorkerActivitySid: `WA${'f'.repeat(32)}`, WorkerActivityName: 'Offline' };
      expect(parseEvent({ ...parameters, ...activity })).toMatchObject(activity);
    },
  );

  it('may leave the attributes out, which is not the same as having none', () => {
    const event = { ...facts, EventType: 'worker.created', WorkerSid: WORKER };
    expect(parseEvent(event)).not.toHaveProperty('WorkerAttributes');
    expect(parseEvent({ ...event, WorkerAttributes: '' })).toMatchObject({ WorkerAttributes: '' });
  });

  it.each(['task-queue.created', 'task-queue.expression.updated', 'task-queue.deleted'])(
    '%s is about a queue, named or not',
    (EventType) => {
      expect(parseEvent({ ...facts, EventType, TaskQueueSid: QUEUE })).toMatchObject({
        about: 'queue',
        TaskQueueSid: QUEUE,
      });
      expect(parseEvent({ EventType })).toEqual({ about: 'queue', EventType });
    },
  );

  it.each([
    'worker.deleted',
    'worker.capacity.update',
    'task-queue.moved',
    'task.created',
    'reservation.accepted',
    'x',
  ])('%s asks for nothing', (EventType) => {
    expect(parseEvent({ ...facts, EventType, WorkerSid: WORKER })).toMatchObject({
      about: 'other',
      EventType,
    });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'EventType=worker.created'],
    ['no type', facts],
    ['an empty type', { EventType: '' }],
    ['a type without end', { EventType: 'x'.repeat(101) }],
    ['a worker event without a worker', { EventType: 'worker.created' }],
    ['a worker that is none', { EventType: 'worker.created', WorkerSid: QUEUE }],
    ['a worker with a path', { EventType: 'worker.created', WorkerSid: `${WORKER}/../x` }],
    ['a worker that is a list', { EventType: 'worker.created', WorkerSid: [WORKER] }],
    ['a queue that is none', { EventType: 'task-queue.created', TaskQueueSid: WORKER }],
    ['an event SID without end', { EventType: 'worker.created', WorkerSid: WORKER, Sid: 'x'.repeat(65) }],
  ])('%s makes no sense', (_what, parameters) => {
    expect(parseEvent(parameters)).toBeNull();
  });
});
