import { ROLES } from '@queue-eligibility/api';
import type { Manager } from '@twilio/flex-ui';

/** Who is signed in to Flex. */
export interface Session {
  /** The Flex token of now. */
  token(): string;
  readonly identity: string;
  /** May give commands. */
  readonly isAdmin: boolean;
  /** May read: supervisors, and admins. */
  readonly isSupervisor: boolean;
  /** Calls the listener with every token that Flex gets anew; the answer takes it away again. */
  onTokenUpdated(listener: (token: string) => void): () => void;
}

/** The session of Flex's manager. What the roles say here is for what is shown; the Functions check them again. */
export function createSession(manager: Manager): Session {
  const has = (allowed: readonly string[]): boolean =>
    manager.user.roles.some((role) => allowed.includes(role));
  return {
    token: () => manager.user.token,
    identity: manager.user.identity,
    isAdmin: has(ROLES.command),
    isSupervisor: has(ROLES.read),
    onTokenUpdated(listener) {
      const tell = (): void => listener(manager.user.token);
      manager.events.addListener('tokenUpdated', tell);
      return () => void manager.events.removeListener('tokenUpdated', tell);
    },
  };
}
