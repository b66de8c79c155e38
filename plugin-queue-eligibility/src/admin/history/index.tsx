import React from 'react';
import { usePage } from '../context';
import { useJobs } from '../use-jobs';
import { History } from './History';

/** The jobs that ended. */
export default function HistoryTab() {
  const { jobs } = usePage();
  const { state, nowMs } = useJobs(jobs);
  return state.status === 'ready' ? <History history={state.history} nowMs={nowMs} /> : null;
}
