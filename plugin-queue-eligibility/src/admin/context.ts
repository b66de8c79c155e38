import { createContext, useContext } from 'react';
import type { FunctionsClient } from '../functions-client';
import type { QueueDirectory } from '../queue-directory';
import type { QueryClient } from './agent-names';

/** What the parts of the page share. */
export interface PageContext {
  functions: FunctionsClient;
  directory: QueueDirectory;
  queries: QueryClient;
  /**
   * Starts a job for what this one gave up; what went wrong is shown at the top of the page. `replace`: for those agents
   * only whose attribute holds something that is not ours, and what stands there is lost.
   */
  retry: (jobId: string, options?: { replace: true }) => Promise<void>;
  /** Shows the agents of a queue in Teams View. */
  showAgents: (queueValue: string) => void;
}

const context = createContext<PageContext | null>(null);

/** Gives the parts what they share. */
export const PageProvider = context.Provider;

/** What the parts of the page share. */
export function usePage(): PageContext {
  const value = useContext(context);
  if (!value) throw new Error('a part of the admin page stands outside of it');
  return value;
}
