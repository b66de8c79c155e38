import { afterEach } from '@jest/globals';
import { createEmulator, type Emulator } from './create-emulator';
import type { EmulatorOptions } from './options';

/** Starts emulators that are closed after each test of the file. */
export function emulators(): (options?: EmulatorOptions) => Promise<Emulator> {
  const open: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  });
  return async (options) => {
    const emulator = await createEmulator(options);
    open.push(emulator);
    return emulator;
  };
}

/** The error answer that a call of the twilio client fails with. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ status?: unknown; code?: unknown; message?: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return { ...error, message: error.message };
    throw error;
  }
  throw new Error('the call did not fail');
}

/** A plain request with the account's credentials, for what the twilio client would not send. */
export async function raw(
  emulator: Emulator,
  call: { host?: string; method?: string; path: string; body?: string; headers?: Record<string, string> },
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const credentials = Buffer.from(`${emulator.accountSid}:${emulator.authToken}`).toString('base64');
  const response = await fetch(emulator.url + call.path, {
    method: call.method ?? 'GET',
    headers: {
      authorization: `Basic ${credentials}`,
      'x-twilio-host': call.host ?? 'taskrouter.twilio.com',
      'content-type': 'application/x-www-form-urlencoded',
      ...call.headers,
    },
    ...(call.body !== undefined && { body: call.body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
