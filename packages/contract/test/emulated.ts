import { afterEach } from '@jest/globals';
import {
  createEmulator,
  createEmulatorClient,
  type Emulator,
  type EmulatorOptions,
} from '@queue-eligibility/twilio-emulator';
import { openProbeAccount, type ProbeAccount } from '../src/account';
import { realTime, type Time } from '../src/ask';

export interface Emulated {
  emulator: Emulator;
  open: () => Promise<ProbeAccount>;
}

/** Starts emulated accounts, signed in to with a standard key; they are closed after each test of the file. */
export function emulations(): (options?: EmulatorOptions) => Promise<Emulated> {
  const running: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  });
  return async (options = {}) => {
    const emulator = await createEmulator({ workers: 20, queues: 5, ...options });
    running.push(emulator);
    const { url, accountSid, authToken, workspaceSid, syncServiceSid } = emulator;
    const [apiKey] = emulator.apiKeys;
    const client = createEmulatorClient({ url, accountSid, authToken, apiKey });
    // The pace of a real run, by the emulator's clock: its limits go by the same.
    const time: Time = { ...realTime, wait: async (ms) => emulator.clock.advance(ms) };
    return {
      emulator,
      open: () => openProbeAccount({ client, workspaceSid, syncServiceSid, usesKey: true }, time),
    };
  };
}

/** Names of all that is in the workspace, and the number of objects in Sync. */
export const contents = ({ taskRouter, sync }: Emulator): unknown => ({
  workers: [...taskRouter.workers.values()].map(({ friendlyName, attributes, version }) => [
    friendlyName,
    attributes,
    version,
  ]),
  queues: [...taskRouter.queues.values()].map(({ friendlyName, targetWorkers }) => [
    friendlyName,
    targetWorkers,
  ]),
  sync: (['document', 'list', 'map'] as const).map((type) => sync.list(type).length),
});
