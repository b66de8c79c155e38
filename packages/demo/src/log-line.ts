import type { LogLine } from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';

const entrySchema = z.looseObject({ level: z.string(), event: z.string(), at: z.string().optional() });

/** Whether a line that the Functions printed is a warning or an error. */
export function isWorrying({ stream, json }: LogLine): boolean {
  const entry = entrySchema.safeParse(json);
  return entry.success ? ['warn', 'error'].includes(entry.data.level) : stream === 'stderr';
}

/** The line for reading: `warn   handoff.repeated  jobId=..., hop=3`. */
export function readable({ json, text }: LogLine): string {
  const entry = entrySchema.safeParse(json);
  if (!entry.success) return text;
  const { level, event, at: _at, ...facts } = entry.data;
  const words = Object.entries(facts).map(
    ([name, value]) =>
      // Strings stand as they are; only what has parts needs JSON.
      `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${level.padEnd(5)} ${event}${words.length > 0 ? '  ' : ''}${words.join(' ')}`;
}
