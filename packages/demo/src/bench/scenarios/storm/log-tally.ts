import type { LogLine } from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';

const entrySchema = z.looseObject({
  event: z.string(),
  did: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
});

/** Counts what the Functions log: by event, and beside it what was done, the code or the reason. */
export class LogTally {
  readonly counts = new Map<string, number>();

  /** Takes in a line, for `onLog`. */
  readonly add = ({ json, text }: LogLine): void => {
    const { data } = entrySchema.safeParse(json);
    const name = data
      ? [data.event, data.did ?? data.code ?? data.message?.slice(0, 80)].filter(Boolean).join(': ')
      : `unknown: ${text.slice(0, 80)}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  };

  /** Lines of this event, whatever stands beside it. */
  of(event: string): number {
    return [...this.counts]
      .filter(([name]) => name === event || name.startsWith(`${event}: `))
      .reduce((sum, [, count]) => sum + count, 0);
  }

  clear(): void {
    this.counts.clear();
  }
}
