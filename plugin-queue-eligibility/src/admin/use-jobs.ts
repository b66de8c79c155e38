import { useStore } from 'zustand';
import type { JobsState, JobsWatch } from '../live/jobs-watch';
import { useNow } from './parts';

/** The jobs as they are, and the time of the Functions: all times come from them, so does the one they are held against. */
export function useJobs(jobs: JobsWatch): { state: JobsState; nowMs: number } {
  const state = useStore(jobs);
  const nowMs = useNow(state.running.length > 0) - state.aheadMs;
  return { state, nowMs };
}
