import { createContest, type ContestStore } from '../src/contest';

/** A place for contested workers in memory. */
export function memoryContestStore(): ContestStore & { reads: number; edits: number; marks: Set<string> } {
  const marks = new Set<string>();
  const rounds: Awaited<ReturnType<ContestStore['read']>> = new Map();
  return {
    reads: 0,
    edits: 0,
    marks,
    async read() {
      this.reads += 1;
      return new Map(rounds);
    },
    async edit(edit) {
      this.edits += 1;
      edit(rounds);
    },
    async mark(workerSid, write) {
      const name = `${workerSid}.${write}`;
      const isFirst = !marks.has(name);
      marks.add(name);
      return isFirst;
    },
  };
}

/** A contest that nobody else knows of. */
export const memoryContest = () =>
  createContest({ store: memoryContestStore(), clock: { now: () => Date.now() }, log: () => {} });
