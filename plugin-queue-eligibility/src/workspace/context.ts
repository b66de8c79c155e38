import { createContext, useContext } from 'react';
import type { FunctionsClient } from '../functions-client';
import type { Drafts } from '../what-if/drafts';
import type { WorkspaceStore } from './workspace-store';

/** Where a person can go from a view. */
export type Place =
  { view: 'queue'; queueSid: string } | { view: 'what-if'; queueSid: string | null } | { view: 'coverage' };

/** What the views about queues and agents share. */
export interface ViewsContext {
  functions: FunctionsClient;
  workspace: WorkspaceStore;
  drafts: Drafts;
  /** The workspace's list of skills, as Flex has it; null: it has none. */
  skills: readonly string[] | null;
  /** May give commands. */
  isAdmin: boolean;
  go: (place: Place) => void;
  /** Shows the agents of a queue in Teams View, by what stands for it in their lists. */
  showQueueInTeams: (queueValue: string) => void;
  /** Shows up to {@link MAX_SHOWN} agents in Teams View. */
  showAgentsInTeams: (workerSids: readonly string[]) => void;
}

/** Most values in an array of a query: https://www.twilio.com/docs/sync/live-query */
export const MAX_SHOWN = 29;

const context = createContext<ViewsContext | null>(null);

/** Gives the views what they share. */
export const ViewsProvider = context.Provider;

/** What the views share. */
export function useViews(): ViewsContext {
  const value = useContext(context);
  if (!value) throw new Error('a view stands outside of the page');
  return value;
}
