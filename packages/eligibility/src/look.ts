import { createHash } from 'node:crypto';
import type { Attributes, Worker } from '@queue-eligibility/task-router';
import { evidenceOf, wanted, type Evidence, type Found } from './evidence';
import { nothingYet, packMemory, unpackMemory, type Memory } from './look-memory';
import type { Carried } from './queues-attribute';
import { UNPROVEN } from './report';
import type { Finding, Rules } from './rules';

/** Workers that came to a queue or went while it was looked at; where there are more, the queue itself was another one. */
const MAX_MOVED = 200;
/** Characters of a mark: 36 bits, of which two among 15,000 that differ are the same once in many thousand looks. */
const MARK_LENGTH = 6;

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
    const salt = this.memory.salt || nowMs;
    const decidesBy = beganMs === 0 ? null : this.evidence();
    const isFresh = [...answers.keys()].every((place) => fresh.has(place));
    const known =
      answers.size === 0 ? null : isFresh ? marks : new Set([...marks].filter((mark) => !doubted.has(mark)));
    const kept = { counts, answers, strays, salt, decidesBy, known, rosterBefore: roster, beganMs: nowMs };
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
    const { decidesBy, known, marks, doubted, salt } = this.memory;
    const verdicts = this.rules.evaluate(worker, attributes);
    // What was changed and changed back was another one meanwhile.
    const version = `${salt} ${worker.sid} ${worker.updated} ${print}`;
    const mark = createHash('sha256').update(version).digest('base64').slice(0, MARK_LENGTH);
    const isAsBefore = known?.has(mark) ?? true;
    marks.add(mark);
    if (!isAsBefore) doubted.add(mark);
    for (const place of verdicts.holds) if (!answers.has(place)) ours[place] = (ours[place] ?? 0) + 1;
    for (const place of verdicts.uncertain) uncertain.add(place);
    let isToAsk = false;
    for (const [place, named] of answers) {
      const isNamed = named.has(worker.sid);
      if (isNamed) ours[place] = (ours[place] ?? 0) + 1;
      const isSilent = verdicts.uncertain.includes(place) || this.rules.list[place]?.expression == null;
      // Where it was another one, the answer is asked for once more: see recount.
      if (!isSilent && verdicts.holds.includes(place) === isNamed) continue;
      // What TaskRouter makes of attributes that are no object says nothing of the expression; nobody writes them.
      if (attributes === null) continue;
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

  /**
   * Queues whose evidence is about a moment before the reading was done, by their places: TaskRouter named their workers, or
   * counted nobody or everybody where our reading is a guess.
   */
  toConfirm(): number[] {
    const { answers } = this.memory;
    return this.rules.list.flatMap(({ isSure }, at) => (answers.has(at) || !isSure ? [at] : []));
  }

  /** TaskRouter counts so many workers of one of those now. @returns whether it has to be asked who they are. */
  recount(place: number, count: number | null): boolean {
    const { answers, confirmed, counts, doubted } = this.memory;
    if (count !== counts[place]) return answers.has(place);
    // One who came and one who went make the same count.
    if (answers.has(place) && doubted.size > 0) return true;
    confirmed.add(place);
    return false;
  }

  /** TaskRouter named these workers of a queue once more: of who came or went, the reading can't know what it was. */
  confirm(place: number, workerSids: readonly string[]): void {
    const { answers, confirmed, restless } = this.memory;
    const [before, now] = [answers.get(place) ?? new Set<string>(), new Set(workerSids)];
    const moved = [...new Set([...before, ...now])].filter((sid) => before.has(sid) !== now.has(sid));
    if (moved.length > MAX_MOVED) return;
    confirmed.add(place);
    for (const sid of moved) restless.add(sid);
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

  /** The same workers as in the reading before, and nobody twice: one that is shown twice hides one that is not. */
  hasSameRoster(): boolean {
    const { roster, rosterBefore, marks, unread } = this.memory;
    return roster.join() === rosterBefore.join() && marks.size + unread >= roster[0];
  }

  /** What this reading has shown of our reading of a queue's expression; null: nothing, or that it is wrong. */
  finding(place: number): Finding | null {
    const { expression = null, dependsOn } = this.rules.list[place] ?? {};
    const { contradictions, uncertain, resolved, unshown } = this.memory;
    if (expression === null || contradictions.has(place) || unshown.has(place)) return null;
    if (!uncertain.has(place)) {
      const { named, everybody } = this.found(place);
      // That nobody is eligible, or everybody, shows nothing of how a worker would be read that is unlike them.
      const isTelling = named !== null && named > 0 && named < everybody;
      return isTelling || dependsOn?.attributes === false ? 'proven' : null;
    }
    const [isIn, ...both] = resolved.get(place) ?? [];
    if (isIn === undefined || both.length > 0) return null;
    return isIn ? 'proven-in' : 'proven-out';
  }

  /** Nothing more is read in this pass: what the workers were is of no more use. */
  endReading(): void {
    this.memory.known = null;
    this.memory.marks = new Set();
  }

  /** Other workers came to light than TaskRouter was asked about: it is to be asked again. */
  forgetAnswers(): void {
    this.memory.answers = new Map();
    this.memory.fresh = new Set();
  }

  /** Everything as text; {@link Look.restore} makes of it what it was. */
  save(): string {
    return packMemory(this.memory);
  }

  /** Null for what is not about these rules, or not a look. */
  static restore(rules: Rules, text: string): Look | null {
    const memory = unpackMemory(text);
    return memory?.counts.length === rules.list.length ? new Look(rules, memory) : null;
  }
}
