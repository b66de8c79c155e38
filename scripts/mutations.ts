/** A defect made on purpose, and the test that must notice it. */
export interface Mutation {
  invariant: number;
  /** What is broken, for people. */
  what: string;
  file: string;
  find: string;
  replace: string;
  /** Which jest project, file and test name. */
  test: { project: string; file: string; name: string };
  /** The hazards of a storm that must notice it as well; one mutation of each invariant has one. */
  storm?: readonly string[];
}

/** The ten invariants, in the words of the design. */
export const INVARIANTS: readonly string[] = [
  'When a resync says `completed`, verified and without failures, every worker’s list equals TaskRouter’s own answer, checked against its counts.',
  'No attribute but ours ever changes, and no edit made by somebody else at the same time is lost.',
  'A failed read never leads to a write.',
  'Nothing different, nothing written; order is no difference; an echo costs at most one request.',
  'At most one hop of a job does its work at a time; a repeated, late or forged hand-off does nothing.',
  'A job outlives the loss of any one invocation, at any point: it goes on within 30 s with nobody watching.',
  'One bad worker stops nothing: it has its own attempts and its own recorded reason, and the rest goes on.',
  'A job always ends, with a state a person can act on; `running` is never a lie.',
  'A change whose event never came is found and made good after the configured age, with nobody asking.',
  'Every invocation ends well within 10 s, every job’s document within 1 KiB, every object within two writes a second.',
];

const endToEnd = (name: string) => ({
  project: 'serverless',
  file: 'serverless/test/invariants.test.ts',
  name,
});
const chain = (name: string) => ({ project: 'batch', file: 'packages/batch/test/chain.test.ts', name });

export const MUTATIONS: readonly Mutation[] = [
  {
    invariant: 1,
    what: 'The resync ignores that its counts differ from TaskRouter’s',
    file: 'packages/eligibility/src/resync.ts',
    find: 'return sids.filter((sid) => totals.has(sid) && totals.get(sid)?.eligible !== counts.get(sid));',
    replace: 'return totals.size < 0 ? [...counts.keys()] : [];',
    test: endToEnd('where TaskRouter knows better than a documented expression says'),
    storm: ['knows-better'],
  },
  {
    invariant: 2,
    what: 'Writes are sent without If-Match',
    file: 'packages/eligibility/src/edit-worker.ts',
    find: 'await taskRouter.updateAttributes(workerSid, edit.write, worker.etag);',
    replace: 'await taskRouter.updateAttributes(workerSid, edit.write, null);',
    test: endToEnd('though somebody edits every worker right after each read'),
    storm: ['edited-after-read'],
  },
  {
    invariant: 2,
    what: 'Attributes are parsed and serialised instead of edited as text',
    file: 'packages/eligibility/src/attributes.ts',
    find: 'return withAttribute(text, [QUEUES_ATTRIBUTE], values);',
    replace: 'return JSON.stringify({ ...(JSON.parse(text) as object), queues: values });',
    test: endToEnd('though somebody edits every worker right after each read'),
  },
  {
    invariant: 3,
    what: 'Queues that can’t be read are taken for none',
    file: 'packages/eligibility/src/resync.ts',
    find: 'Promise.all([taskRouter.listQueues(), ports.rulebook.read()])',
    replace: 'Promise.all([taskRouter.listQueues().catch(() => []), ports.rulebook.read()])',
    test: endToEnd('of the queues, the workers or the counts'),
    storm: ['queues-unreadable'],
  },
  {
    invariant: 4,
    what: 'Another order counts as a difference',
    file: 'packages/eligibility/src/attributes.ts',
    find: 'const seen = new Set<unknown>(carried);',
    replace:
      'const seen = new Set<unknown>(JSON.stringify(carried) === JSON.stringify([...values].sort()) ? carried : []);',
    test: endToEnd('whatever the order'),
    storm: ['order-shuffled'],
  },
  {
    invariant: 4,
    what: 'An event reads the queues again each time',
    file: 'packages/eligibility/src/event-handler.ts',
    find: 'const queues = rulebook?.queues ? null : await ports.taskRouter.listQueues();',
    replace: 'const queues = await ports.taskRouter.listQueues();',
    test: endToEnd('whatever the order'),
  },
  {
    invariant: 5,
    what: 'A hop claims a job that another holds',
    file: 'packages/batch/src/transition.ts',
    find: "if (isLeased(job, event.atMs)) return refuse('leased');",
    replace: '',
    test: chain('doubled and delayed hand-offs'),
    storm: ['hand-off-late'],
  },
  {
    invariant: 6,
    what: 'The guard does not start a lost hop again',
    file: 'packages/batch/src/guard.ts',
    find: 'if (isLost(job, clock.now())) {',
    replace: 'if (isLost(job, clock.now()) && clock.now() < 0) {',
    test: chain('the loss of any one invocation'),
    storm: ['hop-killed-in-batch'],
  },
  {
    invariant: 7,
    what: 'An item that fails for good takes the hop with it',
    file: 'packages/batch/src/phases.ts',
    find: 'const retry = !(error instanceof PermanentError);',
    replace: 'const retry = true; if (error instanceof PermanentError) throw error;',
    test: chain('gives a failing item its attempts'),
  },
  {
    invariant: 7,
    what: 'A worker whose attributes can’t be read stops the resync',
    file: 'packages/eligibility/src/survey.ts',
    find: 'findings.failures.push({ key: worker.sid, ...invalidAttributes(), attempts: 1 });\n      return;',
    replace: 'throw new Error(JSON.stringify(invalidAttributes()));',
    test: {
      project: 'eligibility',
      file: 'packages/eligibility/test/resync-trouble.test.ts',
      name: 'attributes that are not an object',
    },
    storm: ['odd-attributes'],
  },
  {
    invariant: 8,
    what: 'A job that gets nothing done goes on for ever',
    file: 'packages/batch/src/transition.ts',
    find: 'if (stalls > MAX_STALLS) {',
    replace: 'if (stalls > MAX_STALLS * 1_000) {',
    test: chain('fails a job that gets nothing done'),
  },
  {
    invariant: 8,
    what: 'A hop that fails again and again is never given up',
    file: 'packages/batch/src/limits.ts',
    find: 'export const MAX_HOP_ATTEMPTS = 8;',
    replace: 'export const MAX_HOP_ATTEMPTS = 8_000;',
    test: chain('gives up a hop that never gets to its end'),
    storm: ['long-outage'],
  },
  {
    invariant: 9,
    what: 'Nobody looks at the age of the last check',
    file: 'packages/eligibility/src/in-passing.ts',
    find: 'return isOverdue(ports, rulebook) ? startCheck(ports, memory, rulebook) : false;',
    replace: 'return isOverdue(ports, rulebook) && rulebook === undefined;',
    test: endToEnd('by the next event, at most once however many come'),
    storm: ['events-lost', 'skills-edited'],
  },
  {
    invariant: 10,
    what: 'Progress is written without regard to the writes before',
    file: 'packages/batch/src/job-writer.ts',
    find: 'if (waitMs > 0) await clock.sleep(Math.min(waitMs, 1_000));',
    replace: '',
    test: chain('writes even the shortest job no more than twice a second'),
    storm: ['events-doubled'],
  },
  {
    invariant: 10,
    what: 'A hop works until its invocation is killed',
    file: 'packages/batch/src/limits.ts',
    find: 'workUntilMs: 7_200,',
    replace: 'workUntilMs: 9_900,',
    test: chain('keeps every invocation within its time'),
  },
];
