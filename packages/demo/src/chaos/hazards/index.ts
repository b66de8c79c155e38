import type { Hazard } from '../hazard';
import { answers } from './answers';
import { attributes } from './attributes';
import { commands } from './commands';
import { data } from './data';
import { events } from './events';
import { handOffs } from './hand-offs';
import { invocations } from './invocations';
import { people } from './people';
import { plans } from './plans';
import { sync } from './sync';
import { twilio } from './twilio';

/** Everything that can go wrong, in the order of the table. */
export const HAZARDS: readonly Hazard[] = [
  ...handOffs,
  ...invocations,
  ...twilio,
  ...answers,
  ...sync,
  ...people,
  ...plans,
  ...attributes,
  ...events,
  ...data,
  ...commands,
];

/** Whether two of them make sense in the same storm. */
export const areCompatible = (a: Hazard, b: Hazard): boolean =>
  a.name !== b.name && !a.without?.includes(b.name) && !b.without?.includes(a.name);
