import { describe, expect, it } from '@jest/globals';
import { readEvents } from './events';

const WORKER = `WK${'a'.repeat(32)}`;
const EVENT = `EV${'c'.repeat(32)}`;
const WORKSPACE = `WS${'e'.repeat(32)}`;

/** As Twilio's documentation shows it, shortened. */
const cloudEvent = (type: string, payload: object | string = {}, time = '2026-01-05T09:00:00.500Z') => ({
  specversion: '1.0',
  type: `com.twilio.taskrouter.${type}`,
  source: 'AB1',
  id: 'NO1',
  dataschema: 'https://events-schemas.twilio.com/TaskRouter.WDSEvent/4',
  datacontenttype: 'application/json',
  time,
  data: { sid: EVENT, product_name: 'TaskRouter', payload_type: 'application/json', payload },
});

const workerUpdate = cloudEvent('worker.attributes.update', {
  sid: EVENT,
  eventtype: 'worker.attributes.update',
  workspace_sid: WORKSPACE,
  worker_sid: WORKER,
  worker_name: 'ada',
  worker_attributes: '{"level":3}',
  worker_activity_sid: `WA${'f'.repeat(32)}`,
  worker_activity_name: 'Available',
  worker_time_in_previous_activity_ms: 12,
  timestamp: '2026-01-05T09:00:00.000Z',
  task_sid: null,
});
const asCallback = {
  about: 'worker',
  EventType: 'worker.attributes.update',
  Sid: EVENT,
  WorkspaceSid: WORKSPACE,
  WorkerSid: WORKER,
  WorkerName: 'ada',
  WorkerAttributes: '{"level":3}',
  WorkerActivitySid: `WA${'f'.repeat(32)}`,
  WorkerActivityName: 'Available',
  TimestampMs: Date.parse('2026-01-05T09:00:00.500Z'),
};

describe('a request of Event Streams', () => {
  it.each<[string, Record<string, unknown>]>([
    ['an array, as the runtime spreads it', { 0: workerUpdate, request: { headers: {} }, bodySHA256: 'abc' }],
    ['one event by itself', workerUpdate],
    ['an array in a body', { body: [workerUpdate] }],
    ['an array as text', { body: JSON.stringify([workerUpdate]) }],
    [
      'a payload as text',
      { 0: { ...workerUpdate, data: { payload: JSON.stringify(workerUpdate.data.payload) } } },
    ],
  ])('is read as callbacks are: %s', (_what, parameters) => {
    expect(readEvents(parameters)).toEqual({ isStream: true, events: [asCallback], unreadable: [] });
  });

  it('holds many, in the order in which they came', () => {
    const sent = [
      workerUpdate,
      cloudEvent('task-queue.created'),
      cloudEvent('task.created', { task_sid: 'WT1' }),
    ];
    expect(readEvents(Object.fromEntries(sent.entries())).events.map(({ about }) => about)).toEqual([
      'worker',
      'queue',
      'other',
    ]);
  });

  it('may give attributes as an object, and leave the time out', () => {
    const payload = { worker_sid: WORKER, worker_attributes: { level: 3 }, timestamp_ms: 1_700_000_000_000 };
    expect(readEvents({ 0: cloudEvent('worker.created', payload, 'now') }).events).toMatchObject([
      { WorkerAttributes: '{"level":3}', TimestampMs: 1_700_000_000_000 },
    ]);
  });

  it.each(['task-queue.expression.updated', 'task-queue.expression-updated'])(
    '%s is about a queue',
    (type) => {
      expect(readEvents({ 0: cloudEvent(type) }).events).toMatchObject([{ about: 'queue' }]);
    },
  );

  it('names what makes no sense, and takes the rest', () => {
    const { events, unreadable } = readEvents({ 0: cloudEvent('worker.created'), 1: workerUpdate });
    expect([events.length, unreadable]).toEqual([1, ['worker.created']]);
  });

  it('of another product asks for nothing', () => {
    const test = { ...cloudEvent('x'), type: 'com.twilio.eventstreams.test-event', data: { test_id: '1' } };
    expect(readEvents({ 0: test }).events).toMatchObject([{ about: 'other' }]);
  });

  it('is none where nothing looks like an event, and where a callback only holds what does', () => {
    expect(readEvents({ nonsense: 'yes' })).toEqual({
      isStream: false,
      events: [],
      unreadable: ['undefined'],
    });
    const callback = {
      EventType: 'worker.created',
      WorkerSid: WORKER,
      WorkerAttributes: JSON.stringify(workerUpdate),
    };
    expect(readEvents(callback)).toMatchObject({ isStream: false, events: [{ about: 'worker' }] });
  });
});
