import { flexUserSid, type Emulator } from '@queue-eligibility/twilio-emulator';
import type { HostSession } from './session';

/** Somebody to be in Flex. */
export interface Identity {
  /** The short word in the address: `?as=admin`. Also the worker's name. */
  readonly as: string;
  /** The person's name as Flex shows it. */
  readonly name: string;
  readonly roles: readonly string[];
  /** What to expect, in a few words, for the page to choose from. */
  readonly about: string;
}

/** One of each role. */
export const defaultIdentities: readonly Identity[] = [
  { as: 'admin', name: 'Ada Admin', roles: ['admin'], about: 'Everything, and the page for admins' },
  { as: 'supervisor', name: 'Sami Supervisor', roles: ['supervisor'], about: 'Teams View with all agents' },
  { as: 'agent', name: 'Alex Agent', roles: ['agent'], about: 'An agent’s own desktop' },
];

/** Makes a worker for everybody who has none yet. */
export function ensureWorkers({ taskRouter }: Emulator, identities: readonly Identity[]): void {
  const known = new Set([...taskRouter.workers.values()].map(({ friendlyName }) => friendlyName));
  for (const { as, name, roles } of identities.filter(({ as }) => !known.has(as))) {
    taskRouter.createWorker({
      friendlyName: as,
      activity: 'Available',
      attributes: {
        email: `${as}@example.com`,
        contact_uri: `client:${as}`,
        full_name: name,
        roles: [...roles],
        languages: ['en'],
        routing: { skills: [], levels: {} },
      },
    });
  }
}

/** A fresh login of somebody; undefined when the worker was deleted meanwhile. */
export function loginOf(emulator: Emulator, { as, roles }: Identity): HostSession['login'] | undefined {
  const worker = [...emulator.taskRouter.workers.values()].find(({ friendlyName }) => friendlyName === as);
  if (!worker) return undefined;
  const owner = { identity: as, roles, workerSid: worker.sid, expiresInS: tokenLifetimeS };
  return {
    token: emulator.issueToken(owner),
    identity: as,
    roles,
    expiration: new Date(emulator.clock.now() + tokenLifetimeS * 1000).toISOString(),
    accountSid: emulator.accountSid,
    flexUserSid: flexUserSid(owner),
  };
}

/** Flex renews it three minutes before it ends. */
const tokenLifetimeS = 3600;
