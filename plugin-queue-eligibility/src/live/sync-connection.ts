import { SyncClient, type SyncDocument } from 'twilio-sync';
import type { Session } from '../session';

/**
 * How Sync is reached:
 * - `connecting`: for the first time;
 * - `disconnected`: not now; it tries again by itself;
 * - `token-expired`: not before Flex has a new token.
 */
export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'token-expired';

/** Sync, as far as this plugin needs it: documents that are followed. */
export interface SyncConnection {
  /** Calls the listener with the state of now, and with every later one. */
  onState(listener: (state: ConnectionState) => void): void;
  /**
   * Follows a document by SID or unique name: calls the listener with its data now and after every change. Stays
   * pending while Sync can't be reached. The answer ends it.
   * @throws what twilio-sync throws when there is no such document.
   */
  follow(id: string, listener: (data: unknown) => void): Promise<() => void>;
  close(): void;
}

/** Whoever has heard nothing for this long after the start is told so, ms. */
const PATIENCE_MS = 8_000;

/** Opens a connection with the Flex token, which is a Sync token too. */
export function openSyncConnection(session: Session): SyncConnection {
  // What the client keeps over a reload can be a document that is no longer there.
  const options = { Sync: { enableSessionStorage: false }, logLevel: 'silent' };
  const client = new SyncClient(session.token(), options as ConstructorParameters<typeof SyncClient>[1]);
  const listeners = new Set<(state: ConnectionState) => void>();
  let current: ConnectionState = 'connecting';
  const become = (state: ConnectionState): void => {
    if (state === current) return;
    current = state;
    for (const listener of listeners) listener(state);
  };

  client.on('connectionStateChanged', (state) => {
    if (state === 'connected') become('connected');
    else if (state === 'denied') become('token-expired');
    else if (current === 'connected') become('disconnected');
  });
  client.on('tokenExpired', () => become('token-expired'));
  const impatience = setTimeout(() => {
    if (current === 'connecting') become('disconnected');
  }, PATIENCE_MS);
  const stopRenewing = session.onTokenUpdated((token) => void renew(client, token));

  return {
    onState(listener) {
      listeners.add(listener);
      listener(current);
    },
    async follow(id, listener) {
      const document: SyncDocument = await client.document({ id, mode: 'open_existing' });
      document.on('updated', () => listener(document.data));
      listener(document.data);
      return () => document.close();
    },
    close() {
      clearTimeout(impatience);
      stopRenewing();
      listeners.clear();
      void client.shutdown().catch(() => {});
    },
  };
}

/** While the client lets go of an expired connection, it would take a new token and do nothing with it. */
async function renew(client: SyncClient, token: string): Promise<void> {
  if (client.connectionState === 'disconnecting') {
    await new Promise<void>((resolve) => {
      const look = (state: string): void => {
        if (state === 'disconnecting') return;
        client.off('connectionStateChanged', look);
        resolve();
      };
      client.on('connectionStateChanged', look);
    });
  }
  // One that is refused shows in the state.
  await client.updateToken(token).catch(() => {});
}
