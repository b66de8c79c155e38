import { RetryableError } from '@queue-eligibility/batch';
import type { KindPorts } from './kind-ports';
import { knownSince, RULEBOOK_TRUSTED_MS, type Rulebook } from './rulebook';
import { buildRules, digestOf, stampOf, type Findings, type Rules } from './rules';
import { isQueueSid } from './queues-attribute';
import type { TaskRouter } from '@queue-eligibility/task-router';

/** A list of queues lacks one that is there: it shows nothing, and nothing is done by it. */
class QueuesMissing extends RetryableError {
  constructor(sid: string) {
    super('queues_missing', `TaskRouter's list of queues lacks ${sid}, which is there when it is asked for`);
  }
}

/** Queues that are looked for by themselves at once. */
const LOOKED_FOR_AT_ONCE = 20;
const SETTLE_MS = RULEBOOK_TRUSTED_MS + 100;

interface Parts {
  ports: Pick<KindPorts, 'rulebook' | 'attribute'>;
  taskRouter: TaskRouter;
  signal: AbortSignal;
  sleep: (ms: number) => Promise<void>;
}

const EMPTY: Omit<Rulebook, 'left'> = { verifiedAt: null, queues: null, findings: new Map(), gone: [] };

/**
 * The queues that a resync goes by, as its rulebook has them: there every hop finds the same ones, and event handlers
 * with them.
 */
export class Workspace {
  rules: Rules;
  /** Of the queues as they were read last: see {@link stampOf}. */
  stamp = '';

  private constructor(
    private readonly parts: Parts,
    private book: Omit<Rulebook, 'left'>,
    /** There are workers that events could not bring in step. */
    private readonly hasLeft: boolean,
  ) {
    this.rules = this.build();
  }

  /** The rules that the rulebook has; `digest`: those that are asked for, where it has others TaskRouter may have them. */
  static async open(parts: Parts, digest: string): Promise<Workspace> {
    const found = await parts.ports.rulebook.read();
    const workspace = new Workspace(parts, found ?? EMPTY, (found?.left.length ?? 0) > 0);
    if (digest !== '' && workspace.rules.digest !== digest) {
      workspace.book = { ...workspace.book, queues: await parts.taskRouter.listQueues() };
      workspace.rules = workspace.build();
    }
    return workspace;
  }

  /**
   * Reads the queues anew, for a look that is about to begin. Event handlers must hear of other rules before the workers
   * are read: then they or this look see every edit.
   * @throws QueuesMissing
   */
  async readQueues(): Promise<void> {
    const queues = await this.parts.taskRouter.listQueues();
    this.stamp = stampOf(queues);
    const before = this.book.queues ?? [];
    const listed = new Set(queues.map(({ sid }) => sid));
    const gone = await this.findGone(before.map(({ sid }) => sid).filter((sid) => !listed.has(sid)));
    const isSame = this.book.queues !== null && digestOf(before) === digestOf(queues) && gone.length === 0;
    this.book = {
      ...this.book,
      queues,
      gone: [...this.book.gone.filter((sid) => !listed.has(sid)), ...gone],
    };
    this.rules = this.build();
    if (isSame) return;
    await this.write();
    if (before.length > 0) await this.parts.sleep(SETTLE_MS);
  }

  /** Whether TaskRouter lists the same queues with the same expressions still, not changed since `stamp`. */
  async hasSameQueues(stamp: string): Promise<boolean> {
    const queues = await this.parts.taskRouter.listQueues();
    return digestOf(queues) === this.rules.digest && stampOf(queues) === stamp;
  }

  /**
   * Looks for queues that stand in workers' lists and not in TaskRouter's; answers whether some were shown to be gone. A
   * code can't be asked about: but codes come from the rulebook, and no queue leaves that, once it was verified, that is
   * not shown to be gone.
   * @throws QueuesMissing
   */
  async lookFor(values: Iterable<string>): Promise<boolean> {
    const known = new Set(this.book.gone);
    const strays = [...values].filter((value) => !known.has(value));
    const codes = knownSince(this.book) !== null ? strays.filter((value) => !isQueueSid(value)) : [];
    const gone = [...(await this.findGone(strays.filter(isQueueSid))), ...codes];
    if (gone.length === 0) return false;
    this.book = { ...this.book, gone: [...this.book.gone, ...gone] };
    this.rules = this.build();
    return true;
  }

  /** Takes in what was found out about our reading of expressions; written at once where that is urgent. */
  async learn(findings: Findings, { isUrgent }: { isUrgent: boolean }): Promise<void> {
    if (findings.size === 0) return;
    this.book = { ...this.book, findings: new Map([...this.book.findings, ...findings]) };
    this.rules = this.build();
    if (isUrgent) await this.write();
  }

  get findings(): Findings {
    return this.book.findings;
  }

  /** All was proven as it was then, ISO 8601; null: it was not. */
  async conclude(verifiedAt: string | null, beganAt: string): Promise<void> {
    if (verifiedAt !== null) this.book = { ...this.book, verifiedAt };
    await this.write();
    if (this.hasLeft) await this.parts.ports.rulebook.forgetLeft(beganAt, this.parts.signal);
  }

  private write(): Promise<void> {
    return this.parts.ports.rulebook.write(this.book, this.parts.signal);
  }

  private build(): Rules {
    const { queues, findings, gone } = this.book;
    return buildRules({ queues: queues ?? [], findings, gone, attribute: this.parts.ports.attribute });
  }

  private async findGone(sids: readonly string[]): Promise<string[]> {
    for (let start = 0; start < sids.length; start += LOOKED_FOR_AT_ONCE) {
      const some = sids.slice(start, start + LOOKED_FOR_AT_ONCE);
      const isThere = await Promise.all(some.map((sid) => this.parts.taskRouter.hasQueue(sid)));
      const there = some.find((_sid, i) => isThere[i]);
      if (there !== undefined) throw new QueuesMissing(there);
    }
    return [...sids];
  }
}
