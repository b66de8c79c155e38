import {
  DEFAULT_QUEUES_ATTRIBUTE,
  ERROR_CODES,
  type AgentView,
  type QueueView,
} from '@queue-eligibility/api';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toProblem, type FunctionsClient, type Problem } from '../functions-client';
import { NOTHING_READ, readAgents, type AgentsReading } from './read-agents';

/** All queues and all agents as they were at about one time. It lives in the memory of this page and nowhere else. */
export interface Snapshot {
  agents: readonly AgentView[];
  /** In the order of their names, with TaskRouter's own counts. */
  queues: readonly QueueView[];
  /** An admin may change a queue's expression here. */
  queueEditing: boolean;
  /** The worker attribute that we write. */
  attribute: string;
  /** When the reading began, ms since the epoch. */
  readAtMs: number;
}

export interface WorkspaceState {
  /** What was read last; it stays while it is read again. */
  snapshot: Snapshot | null;
  /** How far a reading is that is under way, or stopped at `problem`; null: there is none. */
  reading: Progress | null;
  /** Why a reading stopped. */
  problem: Problem | null;
}

/** How far a reading has come. Nobody knows how many agents there are before the list is at its end. */
export interface Progress {
  listed: number;
  isListed: boolean;
  /** Of those whose attributes the list did not say: how many, and how many of them are fetched. */
  lacked: number;
  fetched: number;
}

/** What the views about queues and agents are made from. */
export interface WorkspaceStore extends StoreApi<WorkspaceState> {
  /** Reads it where it was not read yet: whoever shows it calls this. */
  ensure(): void;
  /** Reads it anew. */
  read(): Promise<void>;
  /** Goes on where a reading has stopped. */
  retry(): Promise<void>;
  /** Reads the queues alone: after one was changed. */
  readQueues(): Promise<void>;
}

interface Options {
  now?: () => number;
  wait?: (ms: number) => Promise<void>;
}

/** There is no going on from where the list was left. */
const NO_WAY_ON = new Set<string>([ERROR_CODES.pageExpired, ERROR_CODES.badRequest]);

type Queues = Pick<Snapshot, 'queues' | 'queueEditing' | 'attribute'>;

/** The workspace as the Functions read it, on demand. */
export function createWorkspaceStore(
  functions: FunctionsClient,
  { now = Date.now, wait }: Options = {},
): WorkspaceStore {
  const store = createStore<WorkspaceState>(() => ({ snapshot: null, reading: null, problem: null }));
  let running: Promise<void> | null = null;
  let stopped: { agents: AgentsReading; startedAtMs: number } | null = null;

  async function readOn(from: AgentsReading, startedAtMs: number): Promise<void> {
    const place = { agents: from, startedAtMs };
    stopped = place;
    const onProgress = (agents: AgentsReading): void => {
      place.agents = agents;
      store.setState({ reading: progressOf(agents) });
    };
    store.setState({ reading: progressOf(from), problem: null });
    try {
      const { agents } = await readAgents(functions, from, { onProgress, ...(wait ? { wait } : {}) });
      // Last, and soon done: whoever changes a rule meanwhile finds the new one.
      const queues = await queuesOf(functions);
      stopped = null;
      const snapshot = { ...queues, agents: [...agents.values()], readAtMs: startedAtMs };
      store.setState({ snapshot, reading: null });
    } catch (error) {
      const problem = toProblem(error);
      // A place in the list that TaskRouter does not know any more is of no use.
      if (NO_WAY_ON.has(problem.code)) stopped = null;
      store.setState({ problem });
    }
  }

  const begin = (from: AgentsReading, startedAtMs: number): Promise<void> => {
    running ??= readOn(from, startedAtMs).finally(() => (running = null));
    return running;
  };
  const read = (): Promise<void> => begin(NOTHING_READ, now());
  return {
    ...store,
    read,
    retry: () => (stopped ? begin(stopped.agents, stopped.startedAtMs) : read()),
    ensure() {
      const { snapshot, problem } = store.getState();
      if (!snapshot && !problem) void read();
    },
    async readQueues() {
      const queues = await queuesOf(functions);
      const { snapshot } = store.getState();
      if (snapshot) store.setState({ snapshot: { ...snapshot, ...queues } });
    },
  };
}

const progressOf = ({ agents, isListed, lacking, lackedAtFirst }: AgentsReading): Progress => ({
  listed: agents.size,
  isListed,
  lacked: lackedAtFirst,
  fetched: lackedAtFirst - lacking.length,
});

async function queuesOf(functions: FunctionsClient): Promise<Queues> {
  const { queues, queueEditing, attribute } = await functions.call('/jobs/queues', { statistics: true });
  return { queues, queueEditing, attribute: attribute ?? DEFAULT_QUEUES_ATTRIBUTE };
}
