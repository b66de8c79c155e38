import { readEvents } from '@queue-eligibility/events';
import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES, typesIn, withOurs } from './event-types';

describe('the events that are wired', () => {
  it('are those that the Functions act upon', () => {
    for (const EventType of EVENT_TYPES) {
      const [event] = readEvents({
        EventType,
        WorkerSid: 'WK' + '0'.repeat(32),
        TaskQueueSid: 'WQ' + '0'.repeat(32),
      }).events;
      expect([EventType, event?.about]).toEqual([
        EventType,
        EventType.startsWith('worker') ? 'worker' : 'queue',
      ]);
    }
  });

  it('join what passes a filter already', () => {
    expect(typesIn('')).toBeNull();
    expect(typesIn(null)).toBeNull();
    expect(withOurs(typesIn('task.created, worker.created'))).toBe(
      'task.created,worker.created,worker.attributes.update,worker.activity.update,' +
        'task-queue.created,task-queue.expression.updated,task-queue.deleted',
    );
    expect(withOurs(null)).toBe(EVENT_TYPES.join(','));
  });
});
