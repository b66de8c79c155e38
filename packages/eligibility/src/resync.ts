import * as z from 'zod';
import type {
  Conclusion,
  Gathered,
  HopContext,
  JobKind,
  Outcome,
  PassSummary,
  Session,
} from '@queue-eligibility/batch';
import { fingerprint } from './attributes';
import { confirmContradictions } from './contradictions';
import type { Known } from './eligibility';
import { toFlags } from './flags';
import type { KindPorts } from './kind-ports';
import { PagesAhead } from './pages-ahead';
import { reconcileWorker } from './reconcile';
import { RESYNC, WORKERS } from './report';
import {
  askedOf,
  confirmedOf,
  countsOf,
  differingOf,
  resyncStateSchema,
  stateFor,
  withConfirmed,
  withCounts,
  withDiffering,
  type ResyncState,
} from './resync-state';
import { isLost, isSameRules, RULEBOOK_TRUSTED_MS, type Rulebook } from './rulebook';
import { buildRules, isUndecidable, type Distrusted, type QueueRule } from './rules';
import { Survey, type WorkItem } from './survey';
import { PageExpired, type TaskQueue, type TaskRouter, type WorkerPage } from './task-router';

/** A pass that wrote something is followed by one that looks whether all is in step now; not for ever. */
const MAX_PASSES = 3;
/** How often one job's gathering may start over because counts differ. */
const MAX_RESTARTS = 3;
/** Queues that are named in the report: the job's document holds 1 KiB. */
const NAMED_QUEUES = 3;
const MAX_ATTEMPTS = 4;
/** A promise of another look is renewed by every hop; after this long without one, ms, it lapses. */
const PROMISE_MS = 25_000;
/** Queues whose counts are held against TaskRouter's in one step: 5 requests, of which it allows as many a second. */
const COUNTED_TOGETHER = 250;
/** Where a pass is once it has seen all workers, in the place of a page's address. */
const COUNTING = 'counting';

const itemSchema: z.ZodType<WorkItem> = z.object({
  w: z.string(),
  f: z.string().optional(),
  q: z.array(z.number().int().nonnegative()).optional(),
  unlisted: z.literal(true).optional(),
});

const NOTHING_NEW: Gathered<WorkItem> = { items: [], failures: [], checked: 0, next: null };
const START_OVER: Gathered<WorkItem> = { ...NOTHING_NEW, restart: true };

/** There is more to count than one step can. */
const UNFINISHED: Conclusion = { again: false, report: {}, more: true };

/** The queues of a worker that only its fetch could tell. */
type Effect = string[];

/**
 * The resync: every worker's list equal to TaskRouter's own answer. A pass looks at all workers a thousand at a
 * time, holds its counts against TaskRouter's before anything is written, and reconciles those that differ. A pass
 * that wrote is followed by another look.
 */
export function resyncKind(ports: KindPorts): JobKind<WorkItem, ResyncState, Effect> {
  return {
    name: RESYNC,
    takesItems: false,
    itemSchema,
    stateSchema: resyncStateSchema,
    keyOf: ({ w }) => w,
    retry: { kind: WORKERS, toItem: (workerSid) => ({ workerSid }) },
    maxAttempts: MAX_ATTEMPTS,
    concurrency: ports.concurrency,
    open: async (context) => {
      const taskRouter = ports.taskRouter(context);
      const [queues, rulebook] = await Promise.all([taskRouter.listQueues(), ports.rulebook.read()]);
      const session = new ResyncSession({ ports, context, taskRouter, queues, rulebook });
      session.renewPromise();
      return session;
    },
  };
}

interface SessionParts {
  ports: KindPorts;
  context: HopContext<ResyncState>;
  taskRouter: TaskRouter;
  queues: TaskQueue[];
  rulebook: Rulebook | null;
}

class ResyncSession implements Session<WorkItem, ResyncState, Effect> {
  private current: ResyncState;
  private survey: Survey | null = null;
  private readonly pages: PagesAhead;
  /** Queues came or went since the hop before: what it counted is about other ones. */
  private isOtherList: boolean;
  /** This session has read the list from its beginning. */
  private sawFirstPage = false;
  private readonly sids: string[];
  private rules: QueueRule[];
  /** The renewal under way: whoever takes the promise back must come after it. */
  private renewing: Promise<void> = Promise.resolve();
  private readContest: Promise<void> | null = null;
  /** Found wrong by this session. */
  private readonly wrong: QueueRule[] = [];

  constructor(private readonly parts: SessionParts) {
    const { ports, queues, rulebook, context } = parts;
    this.pages = new PagesAhead(parts.taskRouter);
    this.sids = queues.map(({ sid }) => sid);
    this.rules = buildRules(queues, rulebook?.distrusted ?? new Map(), ports.form);
    this.current = stateFor(context.state, this.sids);
    this.isOtherList = context.state.list !== '' && context.state.list !== this.current.list;
    this.askAbout(differingOf(this.current, this.sids));
  }

  state(): ResyncState {
    return this.current;
  }

  async gather(cursor: string | null): Promise<Gathered<WorkItem>> {
    const isStale = this.isOtherList && cursor !== null;
    this.isOtherList = false;
    if (isStale) return START_OVER;
    if (cursor === COUNTING) return this.verify();
    if (cursor === null) await this.begin();
    const survey = (this.survey ??= await this.openSurvey());
    const page = await this.pageAt(cursor);
    if (page === 'expired') return START_OVER;
    const { items, failures, inStep } = await survey.look(page.workers);
    const unlisted = this.current.unlisted || items.some((item) => item.unlisted);
    const asked = toFlags(this.sids, survey.asked);
    const hasWork = this.current.hasWork || items.length > 0;
    this.current = withCounts({ ...this.current, asked, unlisted, hasWork }, this.sids, survey.counts);
    const found = { items, failures, checked: inStep + failures.length, next: page.next };
    // Workers that are still to be fetched are counted then: see conclude.
    if (page.next !== null || unlisted) return found;
    const isMissingWorkers = this.sawFirstPage && survey.hasMissedWorkers();
    this.current = { ...this.current, counted: 0, open: isMissingWorkers ? 1 : 0 };
    return { ...found, next: COUNTING };
  }

  /**
   * Holds the survey against TaskRouter's counts, some queues a step: a large workspace has more than one hop can ask
   * about. When it must be made again with what was learnt, the pass starts over.
   */
  private async verify(): Promise<Gathered<WorkItem>> {
    // A queue about which TaskRouter was asked is settled by its answer, whatever the statistics say.
    const isAllCounted = await this.countSome(new Set(askedOf(this.current, this.sids)));
    if (!isAllCounted) return { ...NOTHING_NEW, next: COUNTING };
    // Of the whole pass, where it was one session's.
    const confirmed = this.sawFirstPage ? this.survey?.confirmed : undefined;
    await this.settleContradictions();
    const { open, restarts } = this.current;
    if (open > 0 && restarts < MAX_RESTARTS) {
      this.current = { ...this.current, restarts: restarts + 1 };
      return START_OVER;
    }
    const willLookAgain = this.current.hasWork && this.parts.context.pass === 1;
    const isNewPromise = willLookAgain && !this.current.promised && this.rules.some(isUndecidable);
    const promised = this.current.promised || isNewPromise;
    this.current = { ...this.current, counts: '', counted: 0, unsettled: open, promised };
    if (confirmed && this.parts.context.pass === 1)
      this.current = withConfirmed(this.current, this.rules, confirmed);
    if (isNewPromise) this.renewPromise();
    return NOTHING_NEW;
  }

  async perform(item: WorkItem): Promise<Outcome<Effect>> {
    const { ports, context, taskRouter } = this.parts;
    // What other invocations found out.
    await (this.readContest ??= ports.contest.read());
    const { edit, eligibility } = await reconcileWorker(
      {
        taskRouter,
        rules: this.rules,
        policy: ports.policy,
        contest: ports.contest,
        signal: context.signal,
        onThrottled: context.throttled,
        known: (_worker, attributes) =>
          item.f !== undefined && fingerprint(attributes) === item.f ? this.knownOf(item) : () => undefined,
      },
      item.w,
    );
    for (const rule of eligibility?.contradicted ?? []) this.survey?.contradictions.set(rule, item.w);
    const effect = item.unlisted && eligibility ? { effect: [...eligibility.queueSids] } : {};
    if (edit.result === 'refused') return { result: 'failed', ...edit.refusal, retry: false, ...effect };
    return { result: edit.result, ...effect };
  }

  absorb(queueSids: Effect): void {
    const counts = countsOf(this.current, this.sids);
    for (const sid of queueSids) counts.set(sid, (counts.get(sid) ?? 0) + 1);
    this.current = withCounts(this.current, this.sids, counts);
  }

  async conclude({ pass, changed }: PassSummary): Promise<Conclusion> {
    const { unlisted, promised } = this.current;
    // Where every worker was fetched, they were counted as they were done, and this pass is its own second look.
    if (unlisted && !(await this.countSome(this.askedByRule()))) return UNFINISHED;
    const differs = unlisted && this.current.open > 0;
    await this.settleContradictions();
    const isTooEarly = this.current.passBeganMs < this.current.staleUntilMs;
    const again = pass < MAX_PASSES && (differs || isTooEarly || promised || (changed > 0 && !unlisted));
    const verified = this.current.unsettled === 0 && !differs;
    if (!again || this.wrong.length > 0 || promised) await this.keepPromise(verified && !again);
    const differing = differingOf(this.current, this.sids);
    const asked = new Set([...askedOf(this.current, this.sids), ...confirmedOf(this.current, this.rules)]);
    return {
      again,
      report: {
        verified,
        queues: this.sids.length,
        asked: asked.size,
        disagreed: differing.length,
        ...(differing.length > 0 ? { disagreeing: differing.slice(0, NAMED_QUEUES) } : {}),
      },
    };
  }

  /**
   * Tells event handlers that what they can't decide will be looked at again; nothing when there is no promise. In good
   * time before it lapses, so the work need not wait for it.
   */
  renewPromise(): void {
    const { context } = this.parts;
    if (!this.current.promised) return;
    this.renewing = this.writeRulebook(false, this.promiseEnd()).catch((error: unknown) =>
      context.log('warn', 'resync.promise_not_renewed', { jobId: context.jobId, error: String(error) }),
    );
  }

  private promiseEnd(): string {
    return new Date(this.parts.context.now() + PROMISE_MS).toISOString();
  }

  /** Before the other look begins, event handlers must have stopped to rely on it. */
  private async keepPromise(verified: boolean): Promise<void> {
    await this.renewing;
    await this.writeRulebook(verified);
    if (!this.current.promised) return;
    const staleUntilMs = this.parts.context.now() + RULEBOOK_TRUSTED_MS;
    this.current = { ...this.current, promised: false, staleUntilMs };
  }

  /** Begins a pass: from here on everything is read anew. */
  private async begin(): Promise<void> {
    const { context, rulebook, queues } = this.parts;
    this.survey = null;
    this.sawFirstPage = true;
    let { staleUntilMs, promised } = this.current;
    if (!rulebook?.verifiedAt || (isLost(rulebook) && !rulebook.queues)) {
      // The first resync, or as good as the first: from here on an echo costs one request, for all rules in one document.
      await this.writeRulebook(false);
      this.parts.rulebook = {
        ...{ verifiedAt: null, distrusted: new Map(), secondLookUntil: null },
        ...rulebook,
        queues,
      };
    }
    // A hop that was lost may have promised another look, and not come to remember it.
    const isForgotten = !promised && (rulebook?.secondLookUntil ?? null) !== null;
    // Event handlers must hear of other rules before the workers are read: then they or this pass see every edit.
    if (rulebook?.queues && (isForgotten || !isSameRules(rulebook.queues, queues))) {
      // Another pass is certain then: see `isTooEarly`.
      promised = context.pass === 1 && this.rules.some(isUndecidable);
      await this.writeRulebook(false, promised ? this.promiseEnd() : null);
      this.parts.rulebook = { ...rulebook, queues };
      staleUntilMs = context.now() + RULEBOOK_TRUSTED_MS;
    } else if (context.pass > 1 && staleUntilMs > context.now()) {
      await new Promise((resolve) => setTimeout(resolve, staleUntilMs - context.now() + 50));
    }
    const passBeganMs = context.now();
    this.current = {
      ...this.current,
      counts: '',
      counted: 0,
      open: 0,
      asked: '',
      unlisted: false,
      hasWork: false,
      unsettled: 0,
      passBeganMs,
      staleUntilMs,
      promised,
    };
  }

  /** A page of workers; `expired`: TaskRouter no longer knows where it was. */
  private async pageAt(cursor: string | null): Promise<WorkerPage | 'expired'> {
    try {
      return await this.pages.read(cursor);
    } catch (error) {
      if (!(error instanceof PageExpired) || this.current.restarts >= MAX_RESTARTS) throw error;
      this.current = { ...this.current, restarts: this.current.restarts + 1 };
      return 'expired';
    }
  }

  private async openSurvey(): Promise<Survey> {
    const survey = new Survey(this.parts.taskRouter, this.rulesToLookBy(), countsOf(this.current, this.sids));
    await survey.prepare();
    return survey;
  }

  /**
   * The second look need not ask again where our guess has just agreed with TaskRouter's answer for everybody: it is held
   * against its count, as what is documented is, and asked about where that differs. Nothing is written by it.
   */
  private rulesToLookBy(): QueueRule[] {
    if (this.parts.context.pass === 1) return this.rules;
    const confirmed = confirmedOf(this.current, this.rules);
    const differing = new Set(differingOf(this.current, this.sids));
    const isConfirmed = ({ sid, ask }: QueueRule) =>
      ask === 'undocumented' && confirmed.has(sid) && !differing.has(sid);
    return this.rules.map((rule) => (isConfirmed(rule) ? { ...rule, ask: null } : rule));
  }

  /** Holds the next counts against TaskRouter's; true when that was the last of them. `settled`: need not agree. */
  private async countSome(settled: ReadonlySet<string>): Promise<boolean> {
    const { counted, open } = this.current;
    const differing = await this.findDiffering(this.sids.slice(counted, counted + COUNTED_TOGETHER));
    this.noteDiffering(differing);
    this.current = {
      ...this.current,
      counted: counted + COUNTED_TOGETHER,
      open: open + differing.filter((sid) => !settled.has(sid)).length,
    };
    return counted + COUNTED_TOGETHER >= this.sids.length;
  }

  /** TaskRouter was asked about these for every single worker: its answer stands. */
  private askedByRule(): ReadonlySet<string> {
    return new Set(this.rulesToLookBy().flatMap(({ sid, ask }) => (ask === null ? [] : [sid])));
  }

  private async findDiffering(sids: readonly string[]): Promise<string[]> {
    const counts = countsOf(this.current, this.sids);
    const totals = await this.parts.taskRouter.countWorkers(sids);
    return sids.filter((sid) => totals.has(sid) && totals.get(sid)?.eligible !== counts.get(sid));
  }

  private noteDiffering(sids: readonly string[]): void {
    if (sids.length === 0) return;
    const { context } = this.parts;
    this.current = withDiffering(this.current, this.sids, sids);
    this.askAbout(sids);
    context.log('warn', 'resync.counts_differ', { jobId: context.jobId, queues: sids.slice(0, 20) });
  }

  private askAbout(sids: readonly string[]): void {
    const differing = new Set(sids);
    this.rules = this.rules.map((rule) =>
      rule.ask === null && differing.has(rule.sid) ? { ...rule, ask: 'count-differs' } : rule,
    );
  }

  private async settleContradictions(): Promise<void> {
    const found = this.survey?.contradictions;
    if (!found || found.size === 0) return;
    const { taskRouter, context } = this.parts;
    const confirmed = await confirmContradictions(taskRouter, found);
    found.clear();
    if (confirmed.length === 0) return;
    this.wrong.push(...confirmed);
    // At once: the hop that concludes may be another. While there is a promise, it is the conclusion's to write.
    if (!this.current.promised) await this.writeRulebook(false);
    context.log('warn', 'resync.distrusts', { queues: confirmed.map(({ sid }) => sid).slice(0, 20) });
  }

  private async writeRulebook(verified: boolean, secondLookUntil: string | null = null): Promise<void> {
    const { ports, context, rulebook, queues } = this.parts;
    const distrusted: Distrusted = new Map([
      ...(rulebook?.distrusted ?? []),
      ...this.wrong.map(({ sid, expressionHash }) => [sid, expressionHash] as const),
    ]);
    const verifiedAt = verified
      ? new Date(this.current.passBeganMs).toISOString()
      : (rulebook?.verifiedAt ?? null);
    await ports.rulebook.write({ verifiedAt, queues, distrusted, secondLookUntil }, context.signal);
  }

  private knownOf({ q = [] }: WorkItem): Known {
    const asked = new Set(askedOf(this.current, this.sids));
    const matching = new Set(q.map((i) => this.sids[i]));
    return ({ sid }) => (asked.has(sid) ? matching.has(sid) : undefined);
  }
}
