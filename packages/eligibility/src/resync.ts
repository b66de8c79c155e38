import type {
  Conclusion,
  Failure,
  HopContext,
  JobKind,
  Outcome,
  PassSummary,
  Session,
} from '@queue-eligibility/batch';
import * as z from 'zod';
import { outcomeOf, type TaskRouter } from '@queue-eligibility/task-router';
import { LookCourse } from './course';
import { isProven, wanted, type Evidence } from './evidence';
import type { KindPorts } from './kind-ports';
import { printOf, type WorkItem } from './reading';
import { byAsking, reconcileWorker, unsettled, type Decide } from './reconcile';
import { INCOMPLETE, RESYNC, UNPROVEN, unprovenCode, WORKERS } from './report';
import type { Incomplete, ResyncReport, UnprovenReason } from './report';
import { evidenceIn, resyncStateSchema, type ResyncState } from './resync-state';
import { Workspace } from './workspace';

/** A pass that wrote is followed by one that sees how it came out; not for ever. */
const MAX_PASSES = 3;
/** Queues that are named in the report: the job's document holds 1 KiB. */
const NAMED_QUEUES = 3;

const itemSchema: z.ZodType<WorkItem> = z.object({ w: z.string(), f: z.string().optional() });

/**
 * The resync: every worker's list equal to TaskRouter's own answer. A pass looks at the workspace until it is known of
 * every queue who is eligible, or why not (see course.ts), writes the workers that are out of step, and says what was
 * proven. A pass that wrote is followed by another look, with the evidence that is there already.
 */
export function resyncKind(ports: KindPorts): JobKind<WorkItem, ResyncState> {
  return {
    name: RESYNC,
    takesItems: false,
    itemSchema,
    stateSchema: resyncStateSchema,
    keyOf: ({ w }) => w,
    // A queue that is named with the failures is no worker.
    retry: { kind: WORKERS, toItem: (sid) => (sid.startsWith('WQ') ? undefined : { workerSid: sid }) },
    maxAttempts: 4,
    concurrency: ports.concurrency,
    async open(context) {
      const taskRouter = ports.taskRouter(context);
      const { signal, sleep, state } = context;
      const workspace = await Workspace.open({ ports, taskRouter, signal, sleep }, state.rules);
      return new ResyncSession({ ports, context, taskRouter, workspace });
    },
  };
}

interface Parts {
  ports: KindPorts;
  context: HopContext<ResyncState>;
  taskRouter: TaskRouter;
  workspace: Workspace;
}

class ResyncSession implements Session<WorkItem, ResyncState, never> {
  private readonly course: LookCourse;
  /** Every worker is decided by it. */
  private unpacked: { of: string; evidence: Evidence[] } | null = null;

  constructor(private readonly parts: Parts) {
    const { context, ports } = parts;
    this.course = new LookCourse({ ...parts, attributeName: ports.attribute.name }, context.state);
  }

  state(): ResyncState {
    return this.course.state();
  }

  gather(cursor: string | null) {
    return this.course.step(cursor);
  }

  async perform(item: WorkItem): Promise<Outcome<never>> {
    const { ports, context, taskRouter, workspace } = this.parts;
    const { policy, log } = ports;
    const { edit, isOpen } = await reconcileWorker(
      {
        ...{ taskRouter, rules: workspace.rules, policy, log },
        signal: context.signal,
        onThrottled: context.throttled,
        decide: this.decide(item),
      },
      item.w,
    );
    return isOpen && edit.result !== 'changed' ? unsettled() : outcomeOf(edit);
  }

  /** By the evidence of the look, as far as that is about the attributes that were fetched. */
  private decide({ f }: WorkItem): Decide {
    const { taskRouter, workspace, ports } = this.parts;
    const { rules } = workspace;
    const evidence = this.evidence();
    const { answers, restless } = this.course.look.memory;
    return (worker, attributes, carried) => {
      const isAnother = f !== undefined && printOf(rules, worker, attributes, ports.attribute.name) !== f;
      if (isAnother || restless.has(worker.sid))
        return byAsking(taskRouter, rules)(worker, attributes, carried);
      const verdicts = rules.evaluate(worker, attributes);
      return { queues: wanted(evidence, { worker, verdicts, carried, answers }), isOpen: false };
    };
  }

  /** What is known of each queue; nothing, where the rules of the look can't be had any more. */
  private evidence(): Evidence[] {
    const state = this.state();
    if (!this.hasRules() || !this.course.isUsable)
      return this.parts.workspace.rules.list.map(() => UNPROVEN.moving);
    if (this.unpacked?.of !== state.evidence)
      this.unpacked = { of: state.evidence, evidence: evidenceIn(state) };
    return this.unpacked.evidence;
  }

  private hasRules(): boolean {
    return this.state().rules === this.parts.workspace.rules.digest;
  }

  async conclude({ pass, changed }: PassSummary): Promise<Conclusion> {
    const { workspace } = this.parts;
    const { stamp, course } = this.state();
    // What was written meanwhile was written by rules that may be others now.
    const hasSame = !course.hasItems || (await workspace.hasSameQueues(stamp));
    const since = changed > 0 ? INCOMPLETE.workers : hasSame ? null : INCOMPLETE.rules;
    const report = this.report(since);
    if (pass < MAX_PASSES && (since !== null || !this.hasRules())) return { again: true, report };
    const beganAt = new Date(this.course.look.memory.beganMs).toISOString();
    await workspace.conclude(report.verified ? beganAt : null, beganAt);
    return { again: false, report, remarks: this.unproven() };
  }

  /** `since`: why nothing holds that the look has shown. */
  private report(since: Incomplete | null) {
    const { rules, findings } = this.parts.workspace;
    const incomplete = this.state().incomplete ?? since;
    const evidence = this.evidence();
    const unproven: Record<string, number> = {};
    for (const how of evidence) if (!isProven(how)) unproven[how] = (unproven[how] ?? 0) + 1;
    const disagreeing = rules.list
      .filter(({ hash }) => findings.get(hash) === 'distrusted')
      .map(({ sid }) => sid);
    const report = {
      verified: evidence.every(isProven) && incomplete === null && this.hasRules(),
      queues: evidence.length,
      counted: evidence.filter((how) => how === 'counted').length,
      asked: evidence.filter((how) => how === 'asked').length,
      unproven,
      ...(incomplete === null ? {} : { incomplete }),
      disagreed: disagreeing.length,
      ...(disagreeing.length > 0 ? { disagreeing: disagreeing.slice(0, NAMED_QUEUES) } : {}),
    };
    return report satisfies ResyncReport;
  }

  /** Every queue of which nothing is proven, by name. */
  private unproven(): Failure[] {
    const { rules } = this.parts.workspace;
    return this.evidence().flatMap((how, place) => {
      const key = rules.list[place]?.sid;
      if (key === undefined || isProven(how)) return [];
      return [{ key, code: unprovenCode(how), message: WHY[how], attempts: 1 }];
    });
  }
}

const WHY: Record<UnprovenReason, string> = {
  [UNPROVEN.noCount]: "TaskRouter's count of its workers did not come.",
  [UNPROVEN.moving]:
    "Our workers and TaskRouter's count did not come to agree: agents move, or the count lags.",
  [UNPROVEN.shortAnswer]: 'TaskRouter named more or fewer workers than it counts.',
  [UNPROVEN.unseen]: 'TaskRouter named workers that its list of workers does not hold.',
};
