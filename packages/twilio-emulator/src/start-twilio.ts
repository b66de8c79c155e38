import { createEmulator, type Emulator } from './create-emulator';
import { startFunctionsGateway, type FunctionsGateway, type FunctionsGatewayOptions } from './functions';
import type { EmulatorOptions } from './options';

/** An emulated account with our Functions deployed to it. */
export interface EmulatedTwilio {
  readonly emulator: Emulator;
  readonly functions: FunctionsGateway;
  /** Ends both; what is open is cut off. */
  close(): Promise<void>;
}

export interface StartTwilioOptions {
  emulator?: EmulatorOptions;
  functions: Omit<Partial<FunctionsGatewayOptions>, 'projectDir' | 'env'> & {
    /** A built Functions project. */
    projectDir: string;
    /** Variables beside those that Twilio and this call set. */
    env?: Record<string, string>;
    /** Path of the Function that gets TaskRouter's event callbacks; null: none does. Default `/event-handler`. */
    eventHandler?: string | null;
    /** The workspace's EventsFilter. Default: every event. */
    eventsFilter?: string[];
  };
}

/** Starts the APIs, deploys a built Functions project to them, and sets the workspace's event callback. */
export async function startTwilio(options: StartTwilioOptions): Promise<EmulatedTwilio> {
  const emulator = await createEmulator(options.emulator);
  const { env, eventHandler = '/event-handler', eventsFilter, ...gateway } = options.functions;
  try {
    const functions = await startFunctionsGateway({
      ...gateway,
      authToken: emulator.authToken,
      emulatorUrl: emulator.url,
      env: {
        ACCOUNT_SID: emulator.accountSid,
        AUTH_TOKEN: emulator.authToken,
        TWILIO_FLEX_WORKSPACE_SID: emulator.workspaceSid,
        TWILIO_FLEX_SYNC_SID: emulator.syncServiceSid,
        ...env,
      },
    });
    if (eventHandler !== null) {
      await emulator
        .client()
        .taskrouter.v1.workspaces(emulator.workspaceSid)
        .update({
          eventCallbackUrl: functions.url + eventHandler,
          ...(eventsFilter ? { eventsFilter: eventsFilter.join(',') } : {}),
        });
    }
    return {
      emulator,
      functions,
      close: async () => {
        await Promise.all([functions.close(), emulator.close()]);
      },
    };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}
