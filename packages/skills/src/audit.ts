import type { Failure } from '@queue-eligibility/batch/watch';
import type { Change, Json, Stand } from './change';
import type { AuditRow } from './csv-long';
import type { AgentChange } from './plan-head';
import { resultsByAgent } from './preview-restore';
import type { Result } from './result';

/** What is known of a plan that was applied. */
export interface AppliedPlan {
  /** What it was to do; empty for one that takes another one back. */
  agents: readonly AgentChange[];
  /** What it has done. */
  results: readonly Result[];
  /** What its job gave up, as far as it is known. */
  failures: readonly Failure[];
  /** All of them are known: who is in no list had nothing to do. */
  hasAllFailures: boolean;
  /** The job came to its end, and was not cancelled before. */
  isCompleted: boolean;
  /** Friendly names by SID, as far as they are known. */
  names: ReadonlyMap<string, string>;
}

/** What became of an agent. */
export const AUDIT_STATES = {
  done: 'done',
  /** It was as it should be already. */
  unchanged: 'nothing to do',
  failed: 'failed',
  /** Nobody got so far, or nobody knows what became of it. */
  notReached: 'not reached',
  /** The preview left it out: it is no part of the plan. */
  leftOut: 'left out',
} as const;

/** One row for each change of each agent, with what became of it: see `exportLong`. */
export function auditRows(plan: AppliedPlan): AuditRow[] {
  const { agents, results, failures, hasAllFailures, isCompleted, names } = plan;
  const done = resultsByAgent(results);
  const failed = new Map(failures.map((failure) => [failure.key, failure]));
  const planned = new Set(agents.map(({ workerSid }) => workerSid));
  const others = [...done.values()]
    .filter(({ workerSid }) => !planned.has(workerSid))
    .map(({ workerSid, before, left }): AgentChange => ({
      workerSid,
      expects: before,
      changes: changesTo(left),
    }));
  const isNamed = new Set([...planned, ...done.keys()]);
  return [
    ...[...agents, ...others].flatMap(({ workerSid, changes, expects }) => {
      const result = done.get(workerSid);
      const failure = result ? undefined : failed.get(workerSid);
      const status = result
        ? AUDIT_STATES.done
        : failure
          ? AUDIT_STATES.failed
          : isCompleted && hasAllFailures
            ? AUDIT_STATES.unchanged
            : AUDIT_STATES.notReached;
      return changes.map((change) => ({
        ...{ workerSid, change, status, before: result?.before ?? expects },
        friendlyName: names.get(workerSid) ?? '',
        message: failure ? `${failure.message} (${failure.code})` : '',
        isToDo: status === AUDIT_STATES.failed || status === AUDIT_STATES.notReached,
      }));
    }),
    ...failures
      .filter(({ key }) => !isNamed.has(key))
      .map(({ key, code, message }) => ({
        ...{ workerSid: key, friendlyName: names.get(key) ?? '', change: null, before: [] },
        ...{ status: AUDIT_STATES.failed, message: `${message} (${code})`, isToDo: false },
      })),
  ];
}

/** Changes after which things stand like that. */
function changesTo(stands: readonly Stand[]): Change[] {
  return stands.flatMap((stand): Change[] => {
    if ('path' in stand) {
      const { path, json } = stand;
      return json === null ? [{ do: 'unset', path }] : [{ do: 'set', path, value: JSON.parse(json) as Json }];
    }
    const { skill, state } = stand;
    const numberOf = (level: string | undefined): number | null => {
      const parsed: unknown = level === undefined ? null : JSON.parse(level);
      return typeof parsed === 'number' ? parsed : null;
    };
    if (state.enabled) return [{ do: 'assign', skill, level: numberOf(state.level) }];
    return [{ do: state.disabled ? 'disable' : 'remove', skill }];
  });
}
