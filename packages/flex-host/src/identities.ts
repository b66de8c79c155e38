import {
  flexUserSid,
  flexUserWorker,
  type Emulator,
  type FlexUser,
} from '@queue-eligibility/twilio-emulator';
import type { HostSession } from './session';

/** Somebody to be in Flex; `name` is also the word in the address: `?as=admin`. */
export interface Identity extends FlexUser {
  /** What to expect, in a few words, for the page to choose from. */
  readonly about: string;
}

/** One of each role. */
export const defaultIdentities: readonly Identity[] = [
  {
    name: 'admin',
    fullName: 'Ada Admin',
    roles: ['admin'],
    about: 'Everything, and the page for admins',
  },
  {
    name: 'supervisor',
    fullName: 'Sami Supervisor',
    roles: ['supervisor'],
    about: 'Teams View with all agents',
  },
  { name: 'agent', fullName: 'Alex Agent', roles: ['agent'], about: 'An agent’s own desktop' },
];

/** The users for an emulator's option `flex.users`, so that they are there from the start. */
export function usersOf(identities: readonly Identity[]): FlexUser[] {
  return identities.map(({ name, fullName, roles }) => ({ name, fullName, roles }));
}

/** Makes a worker for everybody who has none yet. */
export function ensureWorkers({ taskRouter }: Emulator, identities: readonly Identity[]): void {
  const known = new Set([...taskRouter.workers.values()].map(({ friendlyName }) => friendlyName));
  for (const identity of identities) {
    if (!known.has(identity.name)) taskRouter.createWorker(flexUserWorker(identity));
  }
}

/** A fresh login of somebody; undefined when the worker was deleted meanwhile. */
export function loginOf(emulator: Emulator, { name, roles }: Identity): HostSession['login'] | undefined {
  const worker = [...emulator.taskRouter.workers.values()].find(({ friendlyName }) => friendlyName === name);
  if (!worker) return undefined;
  const owner = { identity: name, roles, workerSid: worker.sid, expiresInS: tokenLifetimeS };
  return {
    token: emulator.issueToken(owner),
    identity: name,
    roles,
    expiration: new Date(emulator.clock.now() + tokenLifetimeS * 1000).toISOString(),
    accountSid: emulator.accountSid,
    flexUserSid: flexUserSid(owner),
  };
}

/** Flex renews it three minutes before it ends. */
const tokenLifetimeS = 3600;
