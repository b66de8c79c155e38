import type { AnswerOf } from '@queue-eligibility/api';
import { RetryableError } from '@queue-eligibility/batch';
import type { WorkspaceReader } from '@queue-eligibility/task-router';
import { toAgentView } from './agent-view';

/** Workers fetched at once: TaskRouter publishes no limit, and others are at work too. */
const AT_ONCE = 20;
/** What a fetch with its repetitions may take, ms: none is begun when less is left. */
const ONE_MS = 3_500;

/** Fetches agents one by one, as many as there is time for. The others are answered as unread. */
export async function fetchAgents(
  reader: Pick<WorkspaceReader, 'fetchAgent'>,
  workerSids: readonly string[],
  answerByMs: number,
): Promise<AnswerOf<'/jobs/workers'>> {
  const answer: AnswerOf<'/jobs/workers'> = { workers: [], next: null, unread: [], gone: [], odd: 0 };
  const waiting = [...new Set(workerSids)];
  const failures: Error[] = [];
  const inTurn = async (): Promise<void> => {
    while (failures.length === 0 && Date.now() + ONE_MS < answerByMs) {
      const sid = waiting.shift();
      if (sid === undefined) return;
      try {
        const agent = await reader.fetchAgent(sid);
        if (agent) answer.workers.push(toAgentView(agent));
        else answer.gone.push(sid);
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
        waiting.push(sid);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  // What was read is worth an answer; where it was nothing, why is.
  const isNothing = answer.workers.length === 0 && answer.gone.length === 0;
  const [failed] = failures;
  if (failed && (isNothing || !(failed instanceof RetryableError))) throw failed;
  return { ...answer, unread: waiting };
}
