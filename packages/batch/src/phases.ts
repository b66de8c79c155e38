import { describeError, FatalError, PermanentError, ThrottledError } from './errors';
import { writePages, type Entry } from './item-pages';
import { isAskedAgain, withoutAgain } from './jobs-document';
import { HEARTBEAT_MS, INVOCATION, MAX_QUIET_WAIT_MS, QUIET_MS } from './limits';
import { Line, type Taken } from './line';
import type { Outcome } from './kind';
import type { AnySession } from './prepare';
import { OUT_OF_TIME, running, type Run } from './run';
import { createTurns } from './turns';
import { NO_ITEMS, progressOfNewPass, type Failure } from './job';

/**
 * How a phase came to its end: on to the next phase, the job's end, or this hop's, be it that its time is over or that
 * somebody wants the job to stop.
 */
export type PhaseResult = 'next' | 'completed' | 'hop-over';

/** A kind that never stops asking for another pass has a defect; the job ends all the same. */
const MAX_PASSES = 20;
/** From this pass on, who asks for another run is served by the next job: this one is to come to its end. */
const LAST_ASKED_PASS = 5;
/** How long an item waits before another try after a 429, and a failed one before its next attempt. */
const THROTTLED_PAUSE_MS = 250;
const ATTEMPT_PAUSE_MS = 400;
/** Gathering ends so much earlier, ms: what it found, and what the kind keeps of it, has to be stored. */
const STORE_MS = 800;
/** Found items that are stored without waiting for a checkpoint. */
const STORED_TOGETHER = 2_000;

/** Reads the source page by page and stores what needs work. */
export async function gather(run: Run): Promise<PhaseResult> {
  const { ports, kind } = run;
  const { id: jobId, pass, ...job } = { ...running(run.writer.stored.job), ...run.patch };
  const session = await run.step(() => run.openSession({ fresh: run.cursor === null }));
  if (session === OUT_OF_TIME) return 'hop-over';
  let { items, progress, failurePages } = job;
  let cursor = run.cursor;
  // What was found is stored when there is a reason to; until then the job is where it was last stored.
  let entries: Entry[] = [];
  let failures: Failure[] = [];
  const store = async (): Promise<void> => {
    const at = { jobId, pass };
    const pages = await writePages(ports.store, { ...at, series: 'items', from: items.pages }, entries);
    items = { ...items, total: items.total + entries.length, pages: items.pages + pages };
    failurePages += await writePages(
      ports.store,
      { ...at, series: 'failures', from: failurePages },
      failures,
    );
    [entries, failures] = [[], []];
    run.cursor = cursor;
    run.patch = { ...run.patch, items, progress, failurePages };
  };
  for (;;) {
    const found =
      ports.clock.now() < run.workUntilMs - STORE_MS
        ? await run.step(() => session.gather?.(cursor) ?? noSource(kind.name))
        : OUT_OF_TIME;
    if (found === OUT_OF_TIME) {
      await store();
      return 'hop-over';
    }
    if (found.restart) {
      cursor = found.next;
      items = NO_ITEMS;
      progress = progressOfNewPass(progress);
      failurePages = 0;
      [entries, failures] = [[], []];
      await store();
    } else {
      entries.push(...found.items.map((item): Entry => [item, 0]));
      failures.push(...found.failures);
      cursor = found.next;
      const { checked, failed } = progress;
      progress = { ...progress, checked: checked + found.checked, failed: failed + found.failures.length };
      if (cursor === null) break;
      if (entries.length >= STORED_TOGETHER || run.isBeatDue()) await store();
    }
    if (await run.beat()) {
      await store();
      return 'hop-over';
    }
  }
  await store();
  run.phase = 'perform';
  run.patch.progress = { ...progress, total: progress.checked + items.total };
  return 'next';
}

async function noSource(kind: string): Promise<never> {
  throw new PermanentError('no_source', `${kind} has no items and no source`);
}

/** Does the items of the line, several at once, at the pace that Twilio allows; then lets the kind conclude. */
export async function perform(run: Run): Promise<PhaseResult> {
  const { ports } = run;
  // What gathering found is not in the document yet unless a beat wrote it.
  const job = { ...running(run.writer.stored.job), ...run.patch };
  const firstPage = run.firstPage ?? Line.prefetch(ports.store, job);
  run.firstPage = null;
  firstPage?.catch(() => {});
  const session = await run.step(() => run.openSession());
  if (session === OUT_OF_TIME) return 'hop-over';
  const line = new Line(ports.store, run.kind, session, job, firstPage);
  run.lineCheckpoint = () => line.checkpoint();

  if (!(await doItems(run, session, line))) return 'hop-over';

  Object.assign(run.patch, await line.checkpoint());
  run.lineCheckpoint = null;
  const { items, progress } = { ...job, ...run.patch };
  const { failed, checked } = progress;
  const summary = { pass: job.pass, changed: items.changed, failed, checked };
  const conclusion = await run.step(() => session.conclude(summary));
  if (conclusion === OUT_OF_TIME) return 'hop-over';
  run.patch.report = conclusion.report;
  const isAsked =
    session.gather !== undefined &&
    job.pass < LAST_ASKED_PASS &&
    isAskedAgain(await ports.store.readJobs(), job.id);
  if (!isAsked && (!conclusion.again || job.pass >= MAX_PASSES)) {
    const { failurePages: from } = { ...job, ...run.patch };
    const at = { jobId: job.id, series: 'failures', pass: job.pass, from } as const;
    run.patch.failurePages = from + (await writePages(ports.store, at, conclusion.remarks ?? []));
    return 'completed';
  }

  run.patch = {
    ...run.patch,
    pass: job.pass + 1,
    items: NO_ITEMS,
    progress: progressOfNewPass(progress),
    failurePages: 0,
  };
  run.cursor = null;
  run.phase = isAsked ? 'settle' : 'gather';
  // Stored with the next checkpoint: a hop that is lost before concludes this pass once more.
  return 'next';
}

/**
 * Waits until nobody has asked for another run for a while, so that a burst of requests costs one; no longer than within
 * this hop, so that requests that never end keep nobody.
 */
export async function settle(run: Run): Promise<PhaseResult> {
  const { clock } = run.ports;
  const lastWaitMs = Math.min(clock.now() + MAX_QUIET_WAIT_MS, run.workUntilMs) - QUIET_MS;
  // Whoever asked changed something before; whoever takes the wish away reads everything after. That it is going to
  // must be stored by then: else a hop that is lost in between leaves neither.
  if (!run.isBeatPossible()) return 'hop-over';
  if (await run.beat({ isDue: true })) return 'hop-over';
  while ((await takeWish(run)) && clock.now() <= lastWaitMs) {
    await clock.sleep(QUIET_MS);
    if (await run.beat()) return 'hop-over';
  }
  run.phase = 'gather';
  return 'next';
}

/** Takes away the wish for another run; answers whether there was one. */
async function takeWish({ ports, writer }: Run): Promise<boolean> {
  let wasThere = false;
  await ports.store.editJobs((before) => {
    const after = withoutAgain(before, writer.stored.job.id);
    wasThere ||= after !== before;
    return after;
  });
  return wasThere;
}

/** Works until the line is empty, or until this hop is over; answers whether it is empty. */
async function doItems(run: Run, session: AnySession, line: Line): Promise<boolean> {
  const { clock } = run.ports;
  let isStopped = false;
  const isOver = (): boolean => isStopped || run.stop.signal.aborted || clock.now() >= run.workUntilMs;

  const turns = createTurns(run.pace, clock, run.workUntilMs);
  let order = 0;

  const lane = async (): Promise<void> => {
    while (!isOver()) {
      const taken = await line.take();
      if (!taken) return;
      const turn = (order += 1);
      const outcome = await attempt(run, session, taken, { isOver, turn: () => turns.next(turn) });
      if (outcome) line.settle(taken, outcome);
      // Its slot comes after this hop, and the next hop does not come before.
      else while (!isOver()) await clock.sleep(Math.min(HEARTBEAT_MS / 2, run.workUntilMs - clock.now()));
    }
  };

  while (!line.isDone && !isOver()) {
    const lanes = Promise.all(Array.from({ length: run.kind.concurrency }, lane));
    const working = lanes.then(
      () => 'done' as const,
      (error: unknown) => ({ error }),
    );
    for (;;) {
      const abandonInMs = run.startedAtMs + INVOCATION.abandonAtMs - clock.now();
      const tickMs = Math.max(0, Math.min(HEARTBEAT_MS / 2, abandonInMs));
      const end = await Promise.race([working, clock.sleep(tickMs).then(() => 'tick' as const)]);
      if (typeof end === 'object') {
        isStopped = true;
        throw end.error;
      }
      if (end === 'done') break;
      if (await run.beat()) isStopped = true;
      if (clock.now() >= run.startedAtMs + INVOCATION.abandonAtMs) return false;
    }
    // Items that failed are now at the end of the line: store them and go on with them.
    if (!line.isDone && !isOver()) await line.storeRetries();
  }
  return line.isDone && !isStopped;
}

/** One attempt at one item; null when the hop ended before it could be made. */
async function attempt(
  run: Run,
  session: AnySession,
  taken: Taken,
  { isOver, turn }: { isOver: () => boolean; turn: () => Promise<boolean> },
): Promise<Outcome<unknown> | null> {
  const { ports, pace, kind } = run;
  const [item, attempts] = taken.entry;
  if (attempts > 0) await ports.clock.sleep(ATTEMPT_PAUSE_MS * attempts);
  for (;;) {
    if (!(await turn()) || isOver()) return null;
    try {
      const parsed = kind.itemSchema.safeParse(item);
      if (!parsed.success) throw new PermanentError('bad_item', 'the stored work item has an unknown shape');
      let isThrough = false;
      const through = (): void => {
        if (!isThrough) pace.settled(ports.clock.now());
        isThrough = true;
      };
      const outcome = await run.track(session.perform(parsed.data, through));
      through();
      return outcome;
    } catch (error) {
      if (run.stop.signal.aborted) return null;
      if (error instanceof FatalError) throw error;
      if (!(error instanceof ThrottledError)) {
        const retry = !(error instanceof PermanentError);
        return { result: 'failed', ...describeError(error), retry };
      }
      await ports.clock.sleep(THROTTLED_PAUSE_MS);
    }
  }
}
