import type { AnswerOf } from '@queue-eligibility/api';
import { useEffect, useState } from 'react';
import { toProblem, type FunctionsClient, type Problem } from '../functions-client';

/** TaskRouter's own answer about one agent. */
export type Answer = AnswerOf<'/jobs/worker'>;

export type Asked =
  | { status: 'not-asked' }
  | { status: 'asking' }
  | { status: 'failed'; problem: Problem }
  /** `factsKey`: what the agent was like when it was asked. */
  | { status: 'answered'; answer: Answer; factsKey: string };

/** Asks TaskRouter about an agent, on demand; what was answered about another one is forgotten. */
export function useAnswer(
  functions: FunctionsClient,
  { workerSid, factsKey }: { workerSid: string; factsKey: string },
): { asked: Asked; ask: () => void } {
  const [asked, setAsked] = useState<Asked>({ status: 'not-asked' });
  const [request, setRequest] = useState<{ factsKey: string } | null>(null);
  useEffect(() => {
    setAsked({ status: 'not-asked' });
    setRequest(null);
  }, [workerSid]);
  useEffect(() => {
    if (!request) return;
    let isCurrent = true;
    setAsked({ status: 'asking' });
    functions.call('/jobs/worker', { workerSid }).then(
      (answer) => isCurrent && setAsked({ status: 'answered', answer, factsKey: request.factsKey }),
      (error: unknown) => isCurrent && setAsked({ status: 'failed', problem: toProblem(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, workerSid, request]);
  return { asked, ask: () => setRequest({ factsKey }) };
}
