/** The commands of `npm run try`, and what each is for, in the words of the demo's own hints. */
export const TRIES = {
  queue: "change a queue's expression",
  worker: "edit a worker's skills",
  resync: 'resync once more',
  slow: 'a slow resync: time to pause it, or to cancel it',
  kill: 'kill a hop in the middle of a resync',
  silent: 'a job that nobody works on any more',
  full: 'a worker whose list does not fit',
  refused: 'a resync that fails: TaskRouter refuses us',
  outage: 'TaskRouter, or Sync, is down for a while',
  status: 'see how things stand',
} as const;

export type TryName = keyof typeof TRIES;
