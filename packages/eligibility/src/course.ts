import { RetryableError, type Gathered, type HopContext } from '@queue-eligibility/batch';
import { isProven, packEvidence } from './evidence';
import { learn } from './findings';
import { Look } from './look';
import { PagesAhead } from './pages-ahead';
import { beginProving, confirm, openOf, prove } from './proof';
import { readWorkers, withAttributes, type WorkItem } from './reading';
import { INCOMPLETE, UNPROVEN } from './report';
import { resyncStateSchema, type Course, type ResyncState } from './resync-state';
import { PageExpired, type Page, type TaskRouter, type Worker } from '@queue-eligibility/task-router';
import type { Workspace } from './workspace';

type Step = Gathered<WorkItem>;

const NOTHING: Step = { items: [], failures: [], checked: 0, next: null };
const START_OVER: Step = { ...NOTHING, restart: true };

/** A look that others keep disturbing is begun anew so often in one job. */
const MAX_RESTARTS = 3;
/** And reads all workers so often in one pass. */
const MAX_READINGS = 4;
/** More pages than a pass can need (50,000 workers): somebody sends us round in circles. */
const MAX_PAGES = 100 * MAX_READINGS;
/** Workers that are taken in one step where each must be fetched. */
const FETCHED_IN_STEP = 100;
/** A worker and a rule make one: as many as are said in a third of a second. A hop can't end within a step. */
const VERDICTS_IN_STEP = 1_000_000;
/** So long before the end of a hop a look begins to be kept, ms: keeping it is dear, and what was not kept is done again. */
const KEPT_BEFORE_END_MS = 3_000;

interface Parts {
  taskRouter: TaskRouter;
  workspace: Workspace;
  context: HopContext<ResyncState>;
  attributeName: string;
}

/**
 * The course of a look at the workspace, in steps that any hop can go on with:
 *
 *     read every worker                       counts whom we hold eligible
 *     prove every queue                       TaskRouter's counts; its answers where a count can't do
 *     read every worker again                 finds who is out of step, by the evidence
 *       prove what no longer fits, and read again where that changes the evidence, a few times
 *     count again, and ask where that differs who came or went is asked about by itself
 *     see that queues and workers are the same
 *
 * A pass that follows one that wrote begins with the evidence of that one, and needs one reading.
 */
export class LookCourse {
  look: Look;
  private course: Course;
  private readonly pages: PagesAhead;
  /** The page that is being read, where it is taken in parts. */
  private page: { cursor: string | null; page: Page<Worker> } | null = null;
  private kept: Pick<ResyncState, 'look' | 'course'>;
  /** What the hop before kept is there. */
  private readonly isWhole: boolean;
  /** This hop has made a step. */
  private isUnderWay = false;

  constructor(
    private readonly parts: Parts,
    private current: ResyncState,
  ) {
    this.pages = new PagesAhead(parts.taskRouter);
    this.course = { ...current.course };
    this.kept = { look: current.look, course: current.course };
    const restored = this.restored();
    this.isWhole = restored !== null;
    this.look = restored ?? new Look(parts.workspace.rules);
  }

  /** Something to go on with for the next hop. */
  state(): ResyncState {
    const { context } = this.parts;
    const isNearEnd = context.now() >= context.workUntilMs - KEPT_BEFORE_END_MS;
    const isOver = this.current.evidence !== '';
    if ((isNearEnd || isOver) && this.kept.course.step !== this.course.step) {
      this.kept = { look: this.look.save(), course: { ...this.course } };
    }
    return { ...this.current, ...this.kept };
  }

  /** One step. `cursor`: null begins the pass; else where the job believes to be. */
  async step(cursor: string | null): Promise<Step> {
    if (cursor === null) await this.begin();
    else if (!this.isUsable) {
      if (this.current.restarts < MAX_RESTARTS) return this.startOver();
      // The queues were others each time a hop went on: nothing is proven of any.
      const evidence = this.parts.workspace.rules.list.map(() => UNPROVEN.moving);
      this.current = { ...this.current, evidence: packEvidence(evidence), incomplete: INCOMPLETE.rules };
      return NOTHING;
    }
    const isBehind = cursor !== null && !this.isUnderWay && cursor !== String(this.course.step);
    this.isUnderWay = true;
    // What was done since it was last kept is lost with the hop that did it, and what it may have found must be found
    // again; the evidence until then is not lost.
    const isToReadAgain = isBehind && this.look.memory.decidesBy !== null;
    const found = isToReadAgain ? this.readAgain() : await this[this.course.stage]();
    this.course.step += 1;
    return found.next === null ? found : { ...found, next: String(this.course.step) };
  }

  /** What the look found is at hand. */
  get isUsable(): boolean {
    return this.isUnderWay || this.isWhole;
  }

  private restored(): Look | null {
    const { rules } = this.parts.workspace;
    return this.current.rules === rules.digest ? Look.restore(rules, this.kept.look) : null;
  }

  private async begin(): Promise<void> {
    const { workspace, context } = this.parts;
    await workspace.readQueues();
    const { rules } = workspace;
    this.look = this.restored() ?? new Look(rules);
    // They are about workers as they were before they were written.
    this.look.forgetAnswers();
    const { stamp } = workspace;
    this.current = { ...this.current, rules: rules.digest, stamp, evidence: '', incomplete: null };
    const step = this.course.step + 1;
    this.course = { ...FRESH, step, readings: 1 };
    this.look.beginReading(context.now());
  }

  private startOver(): Step {
    this.current = { ...this.current, restarts: this.current.restarts + 1 };
    this.kept = { look: '', course: this.course };
    return START_OVER;
  }

  /** A page of workers, or a part of it. */
  private async read(): Promise<Step> {
    const { taskRouter, workspace, attributeName } = this.parts;
    const page = await this.readPage();
    if (page === null) return this.startOver();
    const { offset } = this.course;
    const isWhole = page.entries.every(({ attributes }) => attributes !== null);
    const atOnce = Math.ceil(VERDICTS_IN_STEP / (workspace.rules.list.length + 1));
    const until = offset + (isWhole ? atOnce : FETCHED_IN_STEP);
    const workers = await withAttributes(taskRouter, page.entries.slice(offset, until));
    if (offset === 0) this.look.memory.unread += page.odd ?? 0;
    const found = readWorkers(this.look, workspace.rules, { workers, attributeName });
    this.course.hasItems ||= found.items.length > 0;
    if (until < page.entries.length) this.course.offset = until;
    else this.turnPage(page.next);
    return { ...found, next: '' };
  }

  private turnPage(next: string | null): void {
    this.page = null;
    this.course = { ...this.course, cursor: next, offset: 0, pages: this.course.pages + 1 };
    if (this.course.pages > MAX_PAGES)
      throw new RetryableError('list_in_circles', 'listing workers: the pages never came to an end');
    if (next === null) this.course.stage = 'prove';
  }

  /** Null: TaskRouter no longer knows where the list was left. */
  private async readPage(): Promise<Page<Worker> | null> {
    const { cursor } = this.course;
    if (this.page?.cursor === cursor) return this.page.page;
    try {
      const page = await this.pages.read(cursor);
      this.page = { cursor, page };
      return page;
    } catch (error) {
      if (!(error instanceof PageExpired) || this.current.restarts >= MAX_RESTARTS) throw error;
      return null;
    }
  }

  /** Some of the evidence; when there is no more to be had, whether the reading stands. */
  private async prove(): Promise<Step> {
    const { workspace } = this.parts;
    const { look, course } = this;
    if (course.proving === null) {
      course.foundGone = await workspace.lookFor(look.memory.strays);
      if (look.memory.decidesBy !== null && !look.hasSameRoster()) look.forgetAnswers();
      course.proving = beginProving(look, workspace.rules, new Set(course.givenUp));
    }
    const proving = await prove(this.proofParts(), course.proving);
    if (proving !== null) course.proving = proving;
    else {
      const givenUp = openOf(look, [...workspace.rules.list.keys()]);
      const stands = look.stands() && !course.foundGone;
      this.course = { ...course, proving: null, givenUp, foundGone: false, stage: 'confirm' };
      if (!stands && course.readings < MAX_READINGS) return this.readAgain();
    }
    return { ...NOTHING, next: '' };
  }

  /** What the reading found was decided by other evidence, or by none. */
  private readAgain(): Step {
    const readings = this.course.readings + 1;
    const from = { stage: 'read', cursor: null, offset: 0, hasItems: false, confirming: null } as const;
    this.course = { ...this.course, ...from, readings };
    this.look.beginReading(this.parts.context.now());
    return { ...NOTHING, restart: true, next: '' };
  }

  /** Whether TaskRouter says the same still: who came or went since may have been somebody else when it was read. */
  private async confirm(): Promise<Step> {
    const { look, course } = this;
    const before = course.confirming ?? { open: look.toConfirm(), asking: [] };
    course.confirming = await confirm(this.proofParts(), before);
    return course.confirming === null ? this.end() : { ...NOTHING, next: '' };
  }

  private proofParts() {
    const { taskRouter, workspace, context } = this.parts;
    return { look: this.look, rules: workspace.rules, taskRouter, sleep: context.sleep };
  }

  /** The last step: nothing of it holds if queues or workers were others meanwhile. */
  private async end(): Promise<Step> {
    const { taskRouter, workspace } = this.parts;
    const { look } = this;
    let incomplete: ResyncState['incomplete'] = null;
    if (!(await workspace.hasSameQueues(this.current.stamp))) {
      if (this.current.restarts < MAX_RESTARTS) return this.startOver();
      incomplete = INCOMPLETE.rules;
    } else if (!look.hasSameRoster()) incomplete = INCOMPLETE.workers;
    else if (look.memory.unread > 0) incomplete = INCOMPLETE.unread;
    const read = look.evidenceRead();
    look.endReading();
    const { findings, unexplained } = await learn(taskRouter, {
      look,
      rules: workspace.rules,
      evidence: read,
    });
    const { confirmed, restless } = look.memory;
    const unconfirmed = new Set(look.toConfirm().filter((place) => !confirmed.has(place)));
    const isOpen = (place: number): boolean => unexplained.has(place) || unconfirmed.has(place);
    const evidence = read.map((how, at) => (isProven(how) && isOpen(at) ? UNPROVEN.moving : how));
    this.course.hasItems ||= restless.size > 0;
    // Event handlers must know what is proven before the echoes come; else the end of the job will do.
    await workspace.learn(findings, { isUrgent: this.course.hasItems });
    this.current = { ...this.current, evidence: packEvidence(evidence), incomplete };
    return { ...NOTHING, items: [...restless].map((w) => ({ w, f: '' })) };
  }
}

const FRESH: Course = resyncStateSchema.parse({}).course;
