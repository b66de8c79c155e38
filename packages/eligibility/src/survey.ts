import type { Failure } from '@queue-eligibility/batch';
import { fingerprint, readAttributes, type Attributes } from './attributes';
import { checkLength, invalidAttributes } from './edit-worker';
import { contradicts, judge, type Judgement } from './eligibility';
import { toValues } from './queues-form';
import { planQueues } from './reconcile';
import type { QueueRule } from './rules';
import type { TaskRouter, Worker } from './task-router';

/** A worker that needs a fetch, and what is known of its queues beside our own evaluation. */
export interface WorkItem {
  /** The worker's SID. */
  w: string;
  /** The fingerprint of the attributes that `q` was asked for. */
  f?: string | undefined;
  /** Of the queues about which TaskRouter was asked: the ones that match, by their place among all queues. */
  q?: number[] | undefined;
  /** The list left its attributes out: nothing is known. */
  unlisted?: true | undefined;
}

/** What a page of workers came to. */
export interface PageFindings {
  items: WorkItem[];
  failures: Failure[];
  /** Workers that need nothing. */
  inStep: number;
}

/** Queues are asked about this many at a time. */
const ASKED_AT_ONCE = 8;

/**
 * Looks at all workers, page by page, and finds the ones out of step, without a request for a worker: what can be
 * decided here is decided here, about every other queue TaskRouter is asked once, for all its workers. Counts the
 * eligible workers of every queue, and notes where our own reading differs from TaskRouter's answer.
 */
export class Survey {
  /** Our count of eligible workers, by queue SID. */
  readonly counts: Map<string, number>;
  /** Where our reading differed: the rule, and a worker that shows it. */
  readonly contradictions = new Map<QueueRule, string>();
  private readonly toValues: (sids: ReadonlySet<string>) => ReadonlySet<string>;
  private readonly askedRules: QueueRule[] = [];
  private readonly members = new Map<string, ReadonlySet<string>>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly taskRouter: TaskRouter,
    private readonly rules: readonly QueueRule[],
    counts: ReadonlyMap<string, number> = new Map(),
  ) {
    this.toValues = toValues(rules);
    this.counts = new Map(rules.map(({ sid }) => [sid, counts.get(sid) ?? 0]));
  }

  /** SIDs of the queues about which TaskRouter was asked. */
  get asked(): ReadonlySet<string> {
    return new Set(this.members.keys());
  }

  /** SIDs of those for which our guess agreed with the answer for every worker that was looked at. */
  get confirmed(): ReadonlySet<string> {
    const guessed = this.askedRules.filter(
      (rule) => rule.ask === 'undocumented' && !this.contradictions.has(rule),
    );
    return new Set(guessed.map(({ sid }) => sid));
  }

  /** Asks about the queues that can't be decided here at all. */
  async prepare(): Promise<void> {
    await this.ask(this.rules.filter(({ ask }) => ask !== null));
  }

  async look(workers: readonly Worker[]): Promise<PageFindings> {
    const findings: PageFindings = { items: [], failures: [], inStep: 0 };
    for (const worker of workers) {
      // A page that comes twice must not count twice.
      if (this.seen.has(worker.sid)) continue;
      this.seen.add(worker.sid);
      await this.lookAt(worker, findings);
    }
    return findings;
  }

  /**
   * Whether TaskRouter named an eligible worker that no page held: then the list was not whole. Only of use when
   * this survey has seen all pages.
   */
  hasMissedWorkers(): boolean {
    for (const members of this.members.values()) {
      for (const sid of members) if (!this.seen.has(sid)) return true;
    }
    return false;
  }

  private async lookAt(worker: Worker, findings: PageFindings): Promise<void> {
    if (worker.attributes === null) {
      findings.items.push({ w: worker.sid, unlisted: true });
      return;
    }
    const attributes = readAttributes(worker.attributes);
    if (!attributes) {
      findings.failures.push({ key: worker.sid, ...invalidAttributes(), attempts: 1 });
      return;
    }
    const { eligible } = await this.decide(worker, attributes);
    for (const sid of eligible) this.counts.set(sid, (this.counts.get(sid) ?? 0) + 1);
    this.compare(worker, attributes);
    const edit = planQueues(attributes, this.toValues(eligible));
    if (!('write' in edit)) return;
    if (edit.write === null) {
      findings.inStep += 1;
      return;
    }
    const tooLong = checkLength(worker.attributes, edit.write);
    if (tooLong) findings.failures.push({ key: worker.sid, ...tooLong, attempts: 1 });
    else findings.items.push(this.toItem(worker, attributes));
  }

  private async decide(worker: Worker, attributes: Attributes): Promise<Judgement> {
    const known = ({ sid }: QueueRule) => this.members.get(sid)?.has(worker.sid);
    for (;;) {
      const judgement = judge(this.rules, worker, attributes, known);
      if (judgement.undecided.length === 0) return judgement;
      await this.ask(judgement.undecided);
    }
  }

  private compare(worker: Worker, attributes: Attributes): void {
    for (const rule of this.askedRules) {
      if (this.contradictions.has(rule)) continue;
      const answer = this.members.get(rule.sid)?.has(worker.sid) ?? false;
      if (contradicts(rule, worker, attributes, answer)) this.contradictions.set(rule, worker.sid);
    }
  }

  private toItem(worker: Worker, attributes: Attributes): WorkItem {
    if (this.members.size === 0) return { w: worker.sid };
    const q = this.rules.flatMap(({ sid }, i) => (this.members.get(sid)?.has(worker.sid) ? [i] : []));
    return { w: worker.sid, f: fingerprint(attributes), q };
  }

  private async ask(rules: readonly QueueRule[]): Promise<void> {
    for (let start = 0; start < rules.length; start += ASKED_AT_ONCE) {
      await Promise.all(
        rules.slice(start, start + ASKED_AT_ONCE).map(async (rule) => {
          // A queue that is gone matches nobody.
          this.members.set(rule.sid, (await this.taskRouter.workersOfQueue(rule.sid)) ?? new Set());
          this.askedRules.push(rule);
        }),
      );
    }
  }
}
