import type { Failure, Job } from '@queue-eligibility/batch';
import type { Answer, AccountOptions } from '../account';
import type { LogLine } from './log-lines';
import type { ListAnswer } from './states';
import type { Stage } from './stage';

/** Where a code shows: each is a section of docs/runbook.md. */
export const PLACES = ['state', 'job', 'worker', 'queue', 'answer', 'health', 'log'] as const;
export type Place = (typeof PLACES)[number];

/** Whose list of queues is not TaskRouter's answer once the code has shown: of nobody, of some agents, or of all. */
export type Touches = 'nobody' | 'some' | 'everybody';

/** What somebody sees. */
export type Seen =
  | { job: Job }
  /** Of workers, or of queues: what a job recorded, or what `/jobs/list` names as left. */
  | { failures: readonly Pick<Failure, 'key' | 'code' | 'message'>[] }
  | { answer: Answer }
  | { line: LogLine }
  | { list: ListAnswer };

/** How a code is brought about on an emulated account. */
export interface Cause {
  code: string;
  where: Place;
  touches: Touches;
  /** What sets its account apart, where it needs one of its own. */
  account?: AccountOptions;
  /** Needs an account that nothing has happened on. */
  isAlone?: true;
  /** Every agent's list starts out right. Resolves with what shows the code. */
  cause: (stage: Stage) => Promise<Seen>;
}

/** As `npm run runbook` takes it. */
export const nameOf = ({ where, code }: Pick<Cause, 'where' | 'code'>): string => `${where}/${code}`;
