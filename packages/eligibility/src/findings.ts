import { isRefusal, readAttributes, type TaskRouter } from '@queue-eligibility/task-router';
import { isProven, type Evidence } from './evidence';
import type { Look } from './look';
import type { Finding, Findings, Rules } from './rules';

/** Seeming contradictions that one resync looks into, at three requests each; the next one goes on. */
const MAX_CONFIRMED = 24;
/** Workers about whom TaskRouter is asked at once. */
const CONFIRMED_AT_ONCE = 6;

/** What a look has shown of our reading. */
interface Learnt {
  findings: Findings;
  /** Places of queues where an answer contradicts a reading that is not shown to be wrong: it is the answer, perhaps. */
  unexplained: ReadonlySet<number>;
}

/**
 * What a look that has come to its end shows of our reading of the expressions: a guess is proven where it was right for
 * every worker of a queue that is proven itself; a reading is distrusted where TaskRouter contradicts it for a worker
 * that stays the same meanwhile.
 */
export async function learn(
  taskRouter: Pick<TaskRouter, 'fetchWorker' | 'queuesOfWorker'>,
  { look, rules, evidence }: { look: Look; rules: Rules; evidence: readonly Evidence[] },
): Promise<Learnt> {
  const findings = new Map<string, Finding>();
  rules.list.forEach(({ hash, finding: before, isSure }, place) => {
    const finding = isProven(evidence[place] ?? 'moving') ? look.finding(place) : null;
    // A documented rule is sure by itself; how it resolves what is uncertain is worth knowing of any.
    const isNews =
      finding === 'proven' ? before === undefined && !isSure : before === undefined || before === 'proven';
    if (finding && isNews) findings.set(hash, finding);
  });
  const open = [...look.memory.contradictions].filter(([at]) => rules.list[at]?.finding !== 'distrusted');
  const unexplained = new Set(open.map(([place]) => place));
  for (let start = 0; start < Math.min(open.length, MAX_CONFIRMED); start += CONFIRMED_AT_ONCE) {
    const some = open.slice(start, start + CONFIRMED_AT_ONCE);
    const confirm = async ([place, workerSid]: [number, string]): Promise<void> => {
      if (!(await isContradicted(taskRouter, rules, { place, workerSid }))) return;
      findings.set(rules.list[place]?.hash ?? '', 'distrusted');
      unexplained.delete(place);
    };
    await Promise.all(some.map(confirm));
  }
  return { findings, unexplained };
}

/** The worker is fetched before and after TaskRouter is asked: somebody's edit in between is not our mistake. */
async function isContradicted(
  taskRouter: Pick<TaskRouter, 'fetchWorker' | 'queuesOfWorker'>,
  rules: Rules,
  { place, workerSid }: { place: number; workerSid: string },
): Promise<boolean> {
  const before = await taskRouter.fetchWorker(workerSid);
  if (!before) return false;
  const answer = await taskRouter.queuesOfWorker(workerSid);
  const after = await taskRouter.fetchWorker(workerSid);
  const attributes = readAttributes(before.attributes);
  const isSame = after?.attributes === before.attributes && after.activitySid === before.activitySid;
  if (isRefusal(attributes) || !isSame) return false;
  const { holds, uncertain } = rules.evaluate(before, attributes);
  return !uncertain.includes(place) && holds.includes(place) !== answer.has(rules.list[place]?.sid ?? '');
}
