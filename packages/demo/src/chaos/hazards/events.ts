import type { EventFaults, TaskRouterEvent } from '@queue-eligibility/twilio-emulator';
import type { Hazard } from '../hazard';

const COUNTS = { lose: 'lost', duplicate: 'doubled', reorder: 'heldBack' } as const;

const channel = (name: string, what: string, fault: keyof EventFaults, share: number): Hazard => ({
  name,
  what,
  chapter: 'events',
  begin({ scenario }) {
    const { events } = scenario.emulator;
    events.faults = { ...events.faults, [fault]: share };
    return {
      injected: () => events[COUNTS[fault]],
      end: () => {
        events.faults = { ...events.faults, [fault]: 0 };
      },
    };
  },
});

/** What happens to TaskRouter's event callbacks. */
export const events: readonly Hazard[] = [
  channel('events-lost', 'event callbacks are lost', 'lose', 0.6),
  channel('events-doubled', 'event callbacks come twice', 'duplicate', 0.5),
  channel('events-reordered', 'event callbacks come in a wrong order', 'reorder', 0.5),
  {
    name: 'events-flood',
    what: 'thousands of event callbacks come at once',
    chapter: 'events',
    begin({ scenario }) {
      const { events, taskRouter } = scenario.emulator;
      const seen: TaskRouterEvent[] = [];
      let injected = 0;
      const flood = (event: TaskRouterEvent): void => {
        seen.push(event);
        if (injected > 0 || seen.length < 100) return;
        // Old ones again: each says of a worker what was true once.
        for (let i = 0; i < 20; i++) for (const old of seen) events.publish(old);
        injected = seen.length * 20;
      };
      taskRouter.on('event', flood);
      return { injected: () => injected, end: () => taskRouter.off('event', flood) };
    },
  },
];
