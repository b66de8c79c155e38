import type { Path } from '@queue-eligibility/api';
import { FunctionsError, type FunctionsClient } from '../src/functions-client';
import type { ConnectionState, SyncConnection } from '../src/live/sync-connection';

/** Functions that answer as they are told, and what was asked of them. */
export function fakeFunctions(answers: Partial<Record<Path, () => unknown>>) {
  const calls: { path: Path; parameters: unknown }[] = [];
  const client: FunctionsClient = {
    call: async (path, parameters) => {
      calls.push({ path, parameters });
      const answer = answers[path];
      if (!answer) throw new FunctionsError('unreachable', 'unreachable', `nobody answers ${path}`, null);
      return answer() as never;
    },
  };
  return { client, answers, calls, count: (path: Path) => calls.filter((call) => call.path === path).length };
}

/** Sync as a test moves it. */
export class FakeSync implements SyncConnection {
  readonly followed = new Map<string, (data: unknown) => void>();
  isClosed = false;
  private listener: (state: ConnectionState) => void = () => {};

  onState(listener: (state: ConnectionState) => void): void {
    this.listener = listener;
    listener('connecting');
  }

  become(state: ConnectionState): void {
    this.listener(state);
  }

  async follow(id: string, listener: (data: unknown) => void): Promise<() => void> {
    this.followed.set(id, listener);
    return () => void this.followed.delete(id);
  }

  /** A document changes. */
  tell(id: string, data: unknown): void {
    this.followed.get(id)?.(data);
  }

  close(): void {
    this.isClosed = true;
  }
}
