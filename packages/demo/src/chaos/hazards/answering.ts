import type { FaultAction, FaultMatch } from '@queue-eligibility/twilio-emulator';
import type { Hazard } from '../hazard';

type RequestHazard = Pick<Hazard, 'name' | 'what' | 'account' | 'without'> & {
  match: FaultMatch;
  action: FaultAction;
  share: number;
  times: number;
};

/** A hazard that is a fault of Twilio's answers, a few times. */
export const answering = ({ match, action, share, times, ...named }: RequestHazard): Hazard => ({
  ...named,
  chapter: 'Twilio',
  begin({ scenario }) {
    const fault = scenario.emulator.faults.add({ match, action, share, times });
    return { injected: () => fault.injected, end: () => fault.remove() };
  },
});
