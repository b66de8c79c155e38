import type { PageAddress } from './ports';

/** Everything of this product in the Sync service begins with this. */
const PREFIX = 'queue-eligibility';

/** The unique names of the protocol's documents. One place, so that the panel and the backend agree. */
export const jobDocumentName = (jobId: string): string => `${PREFIX}.job.${jobId}`;
export const pageDocumentName = ({ jobId, series, pass, index }: PageAddress): string =>
  `${jobDocumentName(jobId)}.${series}.${pass}.${index}`;
/** What runs and what ran: see `jobsDocumentSchema`. There from the first look at it on, and never removed. */
export const JOBS_DOCUMENT_NAME = `${PREFIX}.jobs`;

/** Ended jobs that are remembered. */
export const HISTORY_ENTRIES = 20;

/** How long documents live after their last write, seconds. */
export const TTL_S = {
  /** A job and what it could not do: long enough to ask about last month's. */
  job: 30 * 24 * 3_600,
  /** Work items and state: a job that was paused before a weekend goes on after it. */
  work: 7 * 24 * 3_600,
} as const;
