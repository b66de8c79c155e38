import type { Entry } from './item-pages';
import type { Position, RunningJob } from './job';
import type { JobWriter } from './job-writer';
import type { AnyJobKind, HopContext, Session } from './kind';
import { INVOCATION } from './limits';
import { Line } from './line';
import { withOwnPages } from './own-pages';
import { createPace, type Pace } from './pace';
import type { BatchPorts } from './ports';
import { loadPlace, type Place } from './state-pages';

export type AnySession = Session<unknown, unknown, unknown>;

/** What a hop works with. */
export interface Hop {
  ports: BatchPorts;
  kind: AnyJobKind;
  writer: JobWriter;
  /** When the invocation began, ms since the epoch. */
  startedAtMs: number;
  pace: Pace;
  /** Aborted when the hop is over. */
  stop: AbortController;
  /** What the kind was asked to do and has not answered yet, given up or not. */
  inFlight: Set<Promise<unknown>>;
}

/** What a hop reads while its claim is being written: nobody else writes it before somebody has claimed. */
export interface Ahead {
  /** Where the job is. */
  place: Promise<Place>;
  /** The page where the work goes on; null: it goes on with something else. */
  firstPage: Promise<Entry[]> | null;
  /** The session that does it; null as above. */
  session: Promise<AnySession> | null;
}

/** By then everything in flight was given up, ms after the hop began. */
const GIVEN_UP_MS = INVOCATION.abandonAtMs + 200;

/** What a hop works with, once it has claimed its job; and all that it needs before the first item, already on its way. */
export function prepare(
  { ports, kind, writer, startedAtMs }: Pick<Hop, 'ports' | 'kind' | 'writer' | 'startedAtMs'>,
  job: RunningJob,
): { hop: Hop; ahead: Ahead } {
  const stop = new AbortController();
  // A step that hangs must not write when its container is used again.
  void ports.clock.sleep(startedAtMs + GIVEN_UP_MS - ports.clock.now()).then(() => stop.abort());
  const pace = createPace(job.pace, {
    ...(ports.rateShare === undefined ? {} : { share: ports.rateShare }),
    limit: () => (writer.stored.job.status === 'running' ? writer.stored.job.paceLimit : null),
  });
  const store = withOwnPages(ports.store);
  const hop: Hop = {
    ...{ ports: { ...ports, store }, kind, writer, startedAtMs, pace, stop, inFlight: new Set() },
  };
  const place = loadPlace({ store }, kind, job);
  const firstPage = job.phase === 'perform' ? Line.prefetch(store, job) : null;
  const first = firstItems(kind, firstPage, job.items);
  const session =
    job.phase === 'perform'
      ? place.then(({ state }) => openSession(hop, { jobId: job.id, pass: job.pass, state, first }))
      : null;
  // Whoever needs them hears of it.
  for (const reading of [place, firstPage, session]) reading?.catch(() => {});
  return { hop, ahead: { place, firstPage, session } };
}

/** Opens the kind's session of one pass. */
export function openSession(
  { kind, ports: { clock, log }, pace, stop: { signal }, startedAtMs }: Hop,
  at: Pick<HopContext<unknown>, 'jobId' | 'pass' | 'state' | 'first'>,
): Promise<AnySession> {
  return kind.open({
    ...at,
    signal,
    workUntilMs: startedAtMs + INVOCATION.workUntilMs,
    throttled: () => pace.throttled(clock.now()),
    budget: (budget) => pace.budget(clock.now(), budget),
    now: () => clock.now(),
    sleep: (ms) => clock.sleep(ms),
    log,
  });
}

/** What can't be read is of no use to read ahead for: who takes it from the line hears of it. */
async function firstItems(
  { itemSchema }: AnyJobKind,
  page: Promise<readonly Entry[]> | null,
  { offset }: Position,
): Promise<unknown[]> {
  const entries = (await page?.catch(() => null)) ?? [];
  const items = entries.slice(offset).map(([item]) => itemSchema.safeParse(item));
  return items.flatMap(({ success, data }) => (success ? [data] : []));
}
