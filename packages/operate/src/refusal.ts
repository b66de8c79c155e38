/** Something that a person has to decide or mend; its message says what. No stack is shown. */
export class Refusal extends Error {}

/** How Twilio refused a request: status, code and its own words. */
export function twilioWords(error: unknown): string {
  const { status, code, message } = (error ?? {}) as { status?: unknown; code?: unknown; message?: unknown };
  const words = typeof message === 'string' ? message.replace(/\s+/g, ' ').slice(0, 300) : String(error);
  const numbers = [
    ...(typeof status === 'number' ? [`status ${status}`] : []),
    ...(typeof code === 'number' || typeof code === 'string' ? [`code ${code}`] : []),
  ];
  return numbers.length > 0 ? `${words} (${numbers.join(', ')})` : words;
}

/** The HTTP status of an error of Twilio's client, if it has one. */
export const statusOf = (error: unknown): number | undefined => {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
};

/** What `get` answers; null where Twilio says there is no such thing. */
export async function orNull<T>(get: () => Promise<T>): Promise<T | null> {
  try {
    return await get();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
