import {
  isNameTaken,
  isNotFound,
  isPreconditionFailed,
  type Clock,
  type Log,
  type Retry,
  type Seal,
} from '@queue-eligibility/batch';
import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import type { Problem } from './problems';

const NAME = 'queue-eligibility.alerts';
/** A message that was begun and not told to have been sent is sent by somebody else after this long, ms. */
const SENDING_MS = 60_000;

const openSchema = z.object({
  code: z.string(),
  jobId: z.string(),
  /** When it was noticed, or sent last in vain, ISO 8601. */
  at: z.iso.datetime(),
  isSent: z.boolean(),
});
type Open = z.infer<typeof openSchema>;
const schema = z.object({ open: z.array(openSchema) });

interface AlertOptions {
  sync: ServiceContext;
  retry: Retry;
  seal: Seal;
  clock: Pick<Clock, 'now'>;
  log: Log;
  /** Sends one message; rejects where it was not taken. */
  send: (problem: Problem) => Promise<void>;
}

export interface Alerts {
  /**
   * Tells of the problems there are now, each once: it is open from then on until somebody comes and finds it gone, and
   * only then can it be told of again. One request where there is no news. Never rejects.
   */
  notice(problems: readonly Problem[]): Promise<void>;
}

/** Alerts whose state is a Sync document: whichever invocation notices first sends. */
export function createAlerts({ sync, retry, seal, clock, log, send }: AlertOptions): Alerts {
  async function read(): Promise<{ revision: string | null; open: Open[] }> {
    try {
      const document = await retry('reading alerts', () => sync.documents(NAME).fetch());
      const data = schema.safeParse(seal.open(document)).data;
      return { revision: document.revision, open: data?.open ?? [] };
    } catch (error) {
      if (isNotFound(error)) return { revision: null, open: [] };
      throw error;
    }
  }

  /** The revision that was written; null: somebody else was quicker, and does what is to be done. */
  async function write(revision: string | null, open: Open[]): Promise<string | null> {
    const data = seal.close(NAME, { open });
    try {
      const written = await retry('writing alerts', () =>
        revision === null
          ? sync.documents.create({ uniqueName: NAME, data })
          : sync.documents(NAME).update({ data, ifMatch: revision }),
      );
      return written.revision;
    } catch (error) {
      if (isNameTaken(error) || isPreconditionFailed(error) || isNotFound(error)) return null;
      throw error;
    }
  }

  return {
    async notice(problems) {
      try {
        const { revision, open: before } = await read();
        const nowMs = clock.now();
        const at = new Date(nowMs).toISOString();
        const isNew = ({ code }: Problem): boolean => {
          const known = before.find((one) => one.code === code);
          return !known || (!known.isSent && Date.parse(known.at) + SENDING_MS < nowMs);
        };
        const news = problems.filter(isNew);
        const open = problems.map((problem): Open => {
          const known = before.find(({ code }) => code === problem.code);
          const { code, jobId } = problem;
          return known && !news.includes(problem) ? known : { code, jobId, at, isSent: false };
        });
        if (news.length === 0 && open.length === before.length) return;
        const claimed = await write(revision, open);
        if (claimed === null || news.length === 0) return;
        const sent = new Set<string>();
        for (const problem of news) {
          try {
            await send(problem);
            sent.add(problem.code);
          } catch (error) {
            log('warn', 'alert.not_sent', { ...problem, message: String(error).slice(0, 200) });
          }
        }
        if (sent.size > 0)
          await write(
            claimed,
            open.map((one) => (sent.has(one.code) ? { ...one, isSent: true } : one)),
          );
      } catch (error) {
        log('warn', 'alert.not_noted', { message: String(error).slice(0, 200) });
      }
    },
  };
}
