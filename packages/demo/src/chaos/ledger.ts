import type { TaskRouter } from '@queue-eligibility/twilio-emulator';
import { isDeepStrictEqual } from 'node:util';

/** Attributes as far as they are JSON. */
export type Attributes = Record<string, unknown>;

/** What a text says, where it is a JSON object; shares no code with the product. */
export function readAttributes(text: string): Attributes | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Attributes)
      : null;
  } catch {
    return null;
  }
}

const foreignOf = (text: string): Attributes | string => {
  const attributes = readAttributes(text);
  if (!attributes) return text;
  const { queues: _ours, ...foreign } = attributes;
  return foreign;
};

/** A change of what is not ours, as somebody has told the product to make it. */
export interface Plan {
  /** The ways in which the attributes may look afterwards; `attributes` is a copy. */
  after: (attributes: Attributes) => Attributes[];
  /** The workers for whom it was made. */
  readonly done: Set<string>;
}

/**
 * Keeps the books of everything in the workers' attributes that is not ours: as it was in the beginning, and as
 * others have edited it since. Whatever the product does, the books must hold.
 */
export class Ledger {
  readonly #foreign = new Map<string, Attributes | string>();
  readonly #texts = new Map<string, string>();
  readonly #plans = new Map<string, Plan[]>();
  #edits = 0;
  #isActing = false;

  constructor(readonly taskRouter: TaskRouter) {
    for (const { sid, attributes } of taskRouter.workers.values())
      this.#foreign.set(sid, foreignOf(attributes));
  }

  /** Edits that others have made. */
  get edits(): number {
    return this.#edits;
  }

  /** Whether what happens right now is somebody else's doing. */
  get isActing(): boolean {
    return this.#isActing;
  }

  /** Somebody else does something. */
  act<T>(deed: () => T): T {
    this.#isActing = true;
    try {
      return deed();
    } finally {
      this.#isActing = false;
    }
  }

  /** Somebody else edits a worker, knowing what is there now. False when there is nothing to edit, or no room. */
  edit(workerSid: string, change: (attributes: Attributes) => void): boolean {
    const worker = this.taskRouter.workers.get(workerSid);
    const attributes = worker && readAttributes(worker.attributes);
    if (!attributes) return false;
    change(attributes);
    return this.write(workerSid, JSON.stringify(attributes));
  }

  /** Somebody else writes a worker's attributes. */
  write(workerSid: string, text: string): boolean {
    if (text.length > 4_096 || !this.taskRouter.workers.has(workerSid)) return false;
    // Nor would they lose what they can't hold themselves.
    if (!text.includes(this.#texts.get(workerSid) ?? '')) return false;
    this.act(() => this.taskRouter.updateWorker(workerSid, { attributes: text }));
    this.#edits += 1;
    this.#foreign.set(workerSid, foreignOf(text));
    return true;
  }

  /** Attributes that no request could bring about today. */
  spoil(workerSid: string, text: string): void {
    this.act(() => this.taskRouter.spoilWorker(workerSid, text));
    this.#foreign.set(workerSid, foreignOf(text));
  }

  /** From now on a worker's attributes must hold this text: a number that JavaScript can't, for instance. */
  mustHold(workerSid: string, text: string): void {
    this.#texts.set(workerSid, text);
  }

  /** A new worker, of whom there are books from the beginning. */
  create(friendlyName: string, attributes: Attributes): string {
    const { sid } = this.act(() => this.taskRouter.createWorker({ friendlyName, attributes }));
    this.#foreign.set(sid, foreignOf(JSON.stringify(attributes)));
    return sid;
  }

  /** From now on the product may do this to these workers, whenever it likes. */
  plan(workerSids: readonly string[], after: Plan['after']): Plan {
    const plan: Plan = { after, done: new Set() };
    for (const sid of workerSids) this.#plans.set(sid, [...(this.#plans.get(sid) ?? []), plan]);
    return plan;
  }

  /** Whether the product has just done to a worker what it was told: then the books say so. */
  isPlanned(workerSid: string): boolean {
    const expected = this.#foreign.get(workerSid);
    const found = foreignOf(this.taskRouter.workers.get(workerSid)?.attributes ?? '');
    if (typeof expected !== 'object' || isDeepStrictEqual(found, expected)) return false;
    for (const plan of this.#plans.get(workerSid) ?? []) {
      if (!plan.after(structuredClone(expected)).some((after) => isDeepStrictEqual(after, found))) continue;
      plan.done.add(workerSid);
      this.#foreign.set(workerSid, found);
      return true;
    }
    return false;
  }

  /** What is wrong with a worker that somebody has just written, or null. */
  check(workerSid: string): string | null {
    const worker = this.taskRouter.workers.get(workerSid);
    const expected = this.#foreign.get(workerSid);
    if (!worker || expected === undefined) return null;
    const text = this.#texts.get(workerSid);
    if (text !== undefined && !worker.attributes.includes(text))
      return `${workerSid} no longer holds ${text}`;
    if (isDeepStrictEqual(foreignOf(worker.attributes), expected)) return null;
    return `${workerSid}: an attribute that is not ours was changed, or an edit was lost`;
  }

  /** Everything that does not agree with the books. */
  lost(): string[] {
    return [...this.#foreign.keys()].flatMap((sid) => this.check(sid) ?? []);
  }
}
