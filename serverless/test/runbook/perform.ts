import type { Cause, Seen, Touches } from './cause';
import { Stage } from './stage';
import { stateOf } from './states';

/** What came of a cause. */
export interface Performance {
  /** The codes that showed. */
  codes: readonly string[];
  seen: Seen;
  touches: Touches;
}

/** Brings a code about and says what was seen, and whose lists are wrong afterwards. */
async function perform({ cause }: Cause, stage: Stage): Promise<Performance> {
  const seen = await cause(stage);
  const wrong = stage.differing().length;
  const everybody = stage.workerSids().length;
  const touches = wrong === 0 ? 'nobody' : wrong < everybody ? 'some' : 'everybody';
  return { codes: codesIn(seen), seen, touches };
}

function codesIn(seen: Seen): string[] {
  if ('job' in seen) return seen.job.status === 'failed' ? [seen.job.error.code] : [];
  if ('failures' in seen) return seen.failures.map(({ code }) => code);
  if ('line' in seen) return [seen.line.event];
  if ('list' in seen) return [stateOf(seen.list)];
  const { error, problems } = seen.answer.body as { error?: { code?: string }; problems?: string[] };
  if (problems) return problems;
  return error?.code === undefined ? [] : [error.code];
}

/** A cause on an account of its own. `use`: what to do with what came of it before the account is closed. */
export async function performAlone(
  cause: Cause,
  projectDir: string,
  use: (performance: Performance, stage: Stage) => void = () => {},
): Promise<Performance> {
  const stage = await Stage.open(projectDir, cause.account);
  try {
    const performance = await perform(cause, stage);
    use(performance, stage);
    return performance;
  } finally {
    await stage.close();
  }
}

/**
 * All of them, several at once: one after the other on the same account, but for those that need one of their own.
 * Answers, for each, what came of it or the error it met.
 */
export async function performAll(
  causes: readonly Cause[],
  { projectDir, atOnce }: { projectDir: string; atOnce: number },
): Promise<Map<Cause, Performance | Error>> {
  const results = new Map<Cause, Performance | Error>();
  const waiting = [...causes];
  const inTurn = async (): Promise<void> => {
    let stage: Stage | null = null;
    for (let cause = waiting.shift(); cause; cause = waiting.shift()) {
      try {
        if (cause.account || cause.isAlone) results.set(cause, await performAlone(cause, projectDir));
        else results.set(cause, await perform(cause, (stage ??= await Stage.open(projectDir))));
      } catch (error) {
        results.set(cause, error instanceof Error ? error : new Error(String(error)));
      }
      await stage?.tidy();
    }
    await stage?.close();
  };
  await Promise.all(Array.from({ length: atOnce }, inTurn));
  return results;
}
