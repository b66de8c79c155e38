import type { JobView } from '@queue-eligibility/api';
import { SILENT_MS, type StoredJob } from '@queue-eligibility/batch';

/** A job as the panel gets it: its id, where to watch it live, and how it stands now. */
export function describeJob({ job, sid, name }: StoredJob, nowMs = Date.now()): JobView {
  return {
    jobId: job.id,
    documentSid: sid,
    documentName: name,
    /** Running, with no heartbeat for longer than recovery takes. */
    silent: job.status === 'running' && Date.parse(job.heartbeatAt) + SILENT_MS < nowMs,
    job,
  };
}
