import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FlexWorker } from './flex-worker';

/** Whose queues are open in the dialog, as Teams View knows them now. */
interface OpenedState {
  worker: FlexWorker | null;
  /** When Teams View let go of this agent's row, ms since the epoch; null: it follows the agent. */
  leftAtMs: number | null;
}

/** The agent in the dialog: a row opens it and follows it up, and the dialog outlives the row. */
export interface OpenedAgent extends StoreApi<OpenedState> {
  open(worker: FlexWorker): void;
  close(): void;
  /** A row shows this worker. */
  seen(worker: FlexWorker): void;
  /** A row of this worker is gone. */
  left(sid: string | undefined): void;
}

export function createOpenedAgent(now: () => number = Date.now): OpenedAgent {
  const store = createStore<OpenedState>(() => ({ worker: null, leftAtMs: null }));
  const isOpen = (sid: string | undefined): boolean =>
    sid !== undefined && store.getState().worker?.sid === sid;
  return {
    ...store,
    open: (worker) => store.setState({ worker, leftAtMs: null }),
    close: () => store.setState({ worker: null, leftAtMs: null }),
    seen(worker) {
      if (isOpen(worker.sid)) store.setState({ worker, leftAtMs: null });
    },
    left(sid) {
      if (isOpen(sid)) store.setState({ leftAtMs: now() });
    },
  };
}

export const useOpenedAgent = (opened: OpenedAgent): OpenedState => useStore(opened);
