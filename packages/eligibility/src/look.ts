import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import type { Attributes, Worker } from '@queue-eligibility/task-router';
import { evidenceOf, wanted, type Evidence, type Found } from './evidence';
import type { Carried } from './queues-attribute';
import { UNPROVEN } from './report';
import type { Finding, Rules } from './rules';

const places = <T>(value: z.ZodType<T>) =>
  z.array(z.tuple([z.number(), value])).transform((entries) => new Map<number, T>(entries));
const setOf = <T>(value: z.ZodType<T>) => z.array(value).transform((values) => new Set<T>(values));

/** Characters of a mark: 36 bits, of which two among 15,000 that differ are the same once in many thousand looks. */
const MARK_LENGTH = 6;
/** Thousands of marks, one after the other. */
const marks = z.string().transform((text) => new Set(text.match(/.{6}/g)));

/** What of a look is kept between hops. Queues are named by their places. */
const memorySchema = z.object({
  /** TaskRouter's counts; null: none came. */
  counts: z.array(z.number().nullable()),
  /** Of queues about which TaskRouter was asked: the SIDs of the workers it named. */
  answers: places(setOf(z.string())),
  /** Workers of this reading, each with what it was read with. */
  marks,
  /** Of the reading before, those that are as they were when TaskRouter was asked; null: nothing was asked yet. */
  known: marks.nullable(),
  /** Of this one, those that are not, as far as anybody can tell: the answers are about something else. */
  doubted: marks,
  /** Queues that were asked about since the reading began: who was named is not held against it yet. */
  fresh: setOf(z.number()),
  /** SIDs in workers' lists that no queue has. */
  strays: setOf(z.string()),
  /** When the reading under way, or the last one, began, ms since the epoch. */
  beganMs: z.number(),
  /** By what this reading decides; null: it only counts. */
  decidesBy: z.array(z.custom<Evidence>((value) => typeof value === 'string')).nullable(),
  /** Workers it has shown, and a sum over their SIDs; and the same of the reading before it. */
  roster: z.tuple([z.number(), z.number()]),
  rosterBefore: z.tuple([z.number(), z.number()]),
  /** Workers whose attributes it could not get. */
  unread: z.number(),
  /** How many workers our own reading of the rules holds eligible, or an answer has named. */
  ours: z.array(z.number()),
  /** Queues of which it has met a worker about whom our reading says neither yes nor no. */
  uncertain: setOf(z.number()),
  /** Where our reading differed from an answer: a worker that shows it. */
  contradictions: places(z.string()),
  /** Where it was uncertain of workers: whether an answer named them: `true`, `false`, or both. */
  resolved: places(setOf(z.boolean())),
  /** Where it could not be held against an answer, since that is about what a worker was before. */
  unshown: setOf(z.number()),
});
type Memory = z.infer<typeof memorySchema>;

/**
 * What a look at a workspace remembers: of the reading of all workers that is under way or was the last, and what
 * TaskRouter said of each queue. Nothing here makes a request; what follows from it is {@link Look.evidence}.
 */
export class Look {
  /** Workers of this reading in this invocation: a page that comes twice must not count twice. */
  private seen = new Set<string>();

  constructor(
    private readonly rules: Rules,
    readonly memory: Memory = nothingYet(rules.list.length),
  ) {}

  /** Begins to read the list of workers from its start. */
  beginReading(nowMs: number): void {
    const { counts, answers, strays, roster, marks, doubted, fresh, beganMs } = this.memory;
    const decidesBy = beganMs === 0 ? null : this.evidence();
    const isFresh = [...answers.keys()].every((place) => fresh.has(place));
    const known =
      answers.size === 0 ? null : isFresh ? marks : new Set([...marks].filter((mark) => !doubted.has(mark)));
    const kept = { counts, answers, strays, decidesBy, known, rosterBefore: roster, beganMs: nowMs };
    Object.assign(this.memory, nothingYet(this.rules.list.length), kept);
    this.seen = new Set();
  }

  /** Takes in a worker; false: this reading has shown it before. */
  meet({ sid }: Worker): boolean {
    if (this.seen.has(sid)) return false;
    this.seen.add(sid);
    const [size, sum] = this.memory.roster;
    this.memory.roster = [
      size + 1,
      (sum + createHash('sha256').update(sid).digest().readUIntBE(0, 6)) % 2 ** 48,
    ];
    return true;
  }

  /**
   * Counts a worker for the queues it is eligible for. `print`: names what it was read with.
   *
   * @returns what it is to carry by the evidence of this reading; null: TaskRouter has to be asked about this worker,
   * since its answers are about what the worker was before.
   */
  count(
    worker: Worker,
    attributes: Attributes | null,
    print: string,
  ): ((carried: Carried) => Set<number>) | null {
    const { answers, ours, uncertain, contradictions, resolved, unshown } = this.memory;
    const { decidesBy, known, marks, doubted } = this.memory;
    const verdicts = this.rules.evaluate(worker, attributes);
    const mark = createHash('sha256').update(`${worker.sid} ${print}`).digest('base64').slice(0, MARK_LENGTH);
    const isAsBefore = known?.has(mark) ?? true;
    marks.add(mark);
    if (!isAsBefore) doubted.add(mark);
    for (const place of verdicts.holds) if (!answers.has(place)) ours[place] = (ours[place] ?? 0) + 1;
    for (const place of verdicts.uncertain) uncertain.add(place);
    let isToAsk = false;
    for (const [place, named] of answers) {
      const isNamed = named.has(worker.sid);
      if (isNamed) ours[place] = (ours[place] ?? 0) + 1;
      const isSilent = verdicts.uncertain.includes(place) || !this.rules.list[place]?.expression;
      const agrees = !isSilent && verdicts.holds.includes(place) === isNamed;
      if (agrees) continue;
      if (!isAsBefore) {
        isToAsk = true;
        unshown.add(place);
      } else if (!isSilent) contradictions.set(place, worker.sid);
      else resolved.set(place, (resolved.get(place) ?? new Set()).add(isNamed));
    }
    return isToAsk ? null : (carried) => wanted(decidesBy ?? [], { worker, verdicts, carried, answers });
  }

  /** TaskRouter named these workers of a queue. */
  answer(place: number, workerSids: readonly string[]): void {
    this.memory.answers.set(place, new Set(workerSids));
    this.memory.fresh.add(place);
  }

  /** What was found of a queue, by the last reading. */
  found(place: number): Found {
    const { answers, counts, fresh, ours, roster, uncertain } = this.memory;
    const { isSure = false, expression = null } = this.rules.list[place] ?? {};
    const named = answers.get(place)?.size ?? null;
    return {
      isSure,
      isUncertain: expression === null || uncertain.has(place),
      // Whether a fresh answer names workers that nobody has seen, the next reading shows.
      ours: named !== null && fresh.has(place) ? named : (ours[place] ?? 0),
      everybody: roster[0],
      count: counts[place] ?? null,
      named,
    };
  }

  /** How each queue is known, in the order of the list. */
  evidence(): Evidence[] {
    return this.rules.list.map((_rule, place) => evidenceOf(this.found(place)));
  }

  /** The same, as far as the last reading went by it: what came or went since it began shows nothing of its workers. */
  evidenceRead(): Evidence[] {
    const { decidesBy, fresh } = this.memory;
    return this.evidence().map((how, place) => {
      if (how !== decidesBy?.[place]) return UNPROVEN.moving;
      return how === 'asked' && fresh.has(place) ? UNPROVEN.unseen : how;
    });
  }

  /** Whether another reading would decide as the last one did, and showed the same workers as the one before. */
  stands(): boolean {
    const read = this.evidenceRead();
    return this.hasSameRoster() && this.evidence().every((how, place) => how === read[place]);
  }

  hasSameRoster(): boolean {
    return this.memory.roster.join() === this.memory.rosterBefore.join();
  }

  /** What this reading has shown of our reading of a queue's expression; null: nothing, or that it is wrong. */
  finding(place: number): Finding | null {
    const { expression = null } = this.rules.list[place] ?? {};
    const { contradictions, uncertain, resolved, unshown } = this.memory;
    if (expression === null || contradictions.has(place) || unshown.has(place)) return null;
    if (!uncertain.has(place)) return 'proven';
    const [isIn, ...both] = resolved.get(place) ?? [];
    if (isIn === undefined || both.length > 0) return null;
    return isIn ? 'proven-in' : 'proven-out';
  }

  /** Nothing more is read in this pass: of what the workers were, only what the next one needs is kept. */
  endReading(): void {
    this.memory.known = null;
    if (this.memory.answers.size === 0) this.memory.marks = new Set();
  }

  /** Other workers came to light than TaskRouter was asked about: it is to be asked again. */
  forgetAnswers(): void {
    this.memory.answers = new Map();
    this.memory.fresh = new Set();
  }

  /** Everything as text; {@link Look.restore} makes of it what it was. */
  save(): string {
    const { marks, known, doubted, ...rest } = this.memory;
    const joined = { marks: joinMarks(marks), known: known && joinMarks(known), doubted: joinMarks(doubted) };
    const text = JSON.stringify({ ...rest, ...joined }, (_key, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
    );
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    return brotliCompressSync(text, { params }).toString('base64');
  }

  /** Null for what is not about these rules, or not a look. */
  static restore(rules: Rules, text: string): Look | null {
    try {
      const saved: unknown = JSON.parse(brotliDecompressSync(Buffer.from(text, 'base64')).toString());
      const { data: memory } = memorySchema.safeParse(saved);
      return memory?.counts.length === rules.list.length ? new Look(rules, memory) : null;
    } catch {
      return null;
    }
  }
}

const joinMarks = (all: ReadonlySet<string>): string => [...all].join('');

const nothingYet = (queues: number): Memory => ({
  ...{ counts: Array.from({ length: queues }, () => null), answers: new Map(), fresh: new Set() },
  ...{ known: null, marks: new Set(), doubted: new Set() },
  ...{ strays: new Set(), beganMs: 0, decidesBy: null, roster: [0, 0], rosterBefore: [0, 0], unread: 0 },
  ...{ ours: Array.from({ length: queues }, () => 0), uncertain: new Set(), contradictions: new Map() },
  ...{ resolved: new Map(), unshown: new Set() },
});
