/** Codes that the sources know and that no script can bring about from outside, and why. They have rows all the same. */
export const UNCAUSED: Readonly<Record<string, string>> = {
  document_too_large: 'a job kind would have to say more than fits: a defect',
  job_id_taken: 'two ids of the same second would have to have the same six random digits',
  no_source: 'a job kind would have to have neither work items nor a source: a defect',
  not_running: 'a job would have to be claimed and not be running: a defect',
};

/** Codes that never leave the code: what becomes of each is another one. */
export const INWARD: Readonly<Record<string, string>> = {
  revision_conflict: 'contended',
  lease_lost: 'hop.lease_lost',
  handoff_failed: 'handoff.failed',
};
