import { SKILLS_MUTATIONS } from './skills-mutations';

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
  '`verified` is a proof. It is said only when, for every queue, our set of eligible workers was shown to be TaskRouter’s, every worker of the workspace was seen, and both lists (queues with their expressions, workers) were the same at the end as at the beginning. What was not shown is named: which queue, why. An answer that lacks something shows nothing.',
  'No attribute but ours ever changes, and no edit made by somebody else at the same time is lost.',
  'A failed, short or empty-handed read never leads to a write. What is not proven is not written: a worker keeps what it carries for that queue.',
  'Nothing different, nothing written. Order never counts as a difference. An echo of our own write ends with no write and at most one request, two in a cold container or where TaskRouter has to be asked.',
  'At most one hop of a job does its work at a time. A repeated, late or forged hand-off does nothing.',
  'A job outlives the loss of any one invocation, at any point: it goes on within 30 s with nobody watching.',
  'One bad worker stops nothing: it has its own attempts and its own recorded reason, and the rest goes on.',
  'A job always ends, with a state a person can act on: `completed`, `completed` with failures, `cancelled`, `failed` and why. `running` is never a lie: the heartbeat tells.',
  'A change whose event never came is found and made good after the configured age, with nobody asking; also when no resync was ever verified, or the last ones failed or were cancelled (then with growing pauses, never in a loop).',
  'Every invocation ends well within 10 s, every request within 1 MB, every progress document within 1 KiB, every object within 2 writes a second.',
];

const endToEnd = (name: string) => ({
  project: 'serverless',
  file: 'serverless/test/invariants.test.ts',
  name,
});
const chain = (name: string) => ({ project: 'batch', file: 'packages/batch/test/chain.test.ts', name });
const batch = (file: string, name: string) => ({
  project: 'batch',
  file: `packages/batch/test/${file}`,
  name,
});
/** A test beside the source. */
const eligibility = (file: string, name: string) => ({
  project: 'eligibility',
  file: `packages/eligibility/src/${file}`,
  name,
});
const events = (file: string, name: string) => ({
  project: 'events',
  file: `packages/events/src/${file}`,
  name,
});
/** A whole resync, in this process. */
const resync = (file: string, name: string) => ({
  project: 'eligibility',
  file: `packages/eligibility/test/${file}`,
  name,
});
const changing = (name: string) => resync('changing.test.ts', name);
const lacking = (name: string) => resync('lacking-answers.test.ts', name);

export const MUTATIONS: readonly Mutation[] = [
  {
    invariant: 1,
    what: 'That our count differs from TaskRouter’s is ignored',
    file: 'packages/eligibility/src/evidence.ts',
    find: 'if (isUncertain || ours !== count) return UNPROVEN.moving;',
    replace: 'if (isUncertain) return UNPROVEN.moving;',
    test: endToEnd('where TaskRouter knows better than a documented expression says'),
    storm: ['knows-better'],
  },
  {
    invariant: 1,
    what: 'A count that did not come is taken for one that agrees',
    file: 'packages/eligibility/src/evidence.ts',
    find: 'if (count === null) return UNPROVEN.noCount;',
    replace: "if (count === null) return named === null ? 'counted' : 'asked';",
    test: lacking('counts that did not come are named'),
    storm: ['never-counted'],
  },
  {
    invariant: 1,
    what: 'An answer that is shorter than its count is believed',
    file: 'packages/eligibility/src/evidence.ts',
    find: 'if (named !== count) return UNPROVEN.shortAnswer;',
    replace: '',
    test: {
      project: 'eligibility',
      file: 'packages/eligibility/src/evidence.test.ts',
      name: 'it named fewer than it counts',
    },
  },
  {
    invariant: 1,
    what: 'One reading of the workers is taken for enough',
    file: 'packages/eligibility/src/look.ts',
    find: 'return roster.join() === rosterBefore.join() && marks.size + unread >= roster[0];',
    replace: 'return rosterBefore.length === 2 && marks.size + unread >= roster[0];',
    test: lacking('a worker whom the reading that decides did not show'),
  },
  {
    invariant: 1,
    what: 'The queues are not read again at the end',
    file: 'packages/eligibility/src/course.ts',
    find: 'if (!(await workspace.hasSameQueues(this.current.stamp))) {',
    replace: 'if (workspace.rules.list.length < 0) {',
    test: lacking('a queue that comes between the look and the verdict'),
  },
  {
    invariant: 1,
    what: 'An answer that came after the reading is taken for what the reading went by',
    file: 'packages/eligibility/src/look.ts',
    find: "return how === 'asked' && fresh.has(place) ? UNPROVEN.unseen : how;",
    replace: 'return fresh.size < 0 ? UNPROVEN.unseen : how;',
    test: lacking('the list of workers is short, always'),
  },
  {
    invariant: 1,
    what: 'An answer is not confirmed when everybody was read by it',
    file: 'packages/eligibility/src/look.ts',
    find: 'if (count !== counts[place]) return answers.has(place);',
    replace: 'if (count === -1) return answers.has(place) && counts.length > 0;',
    test: changing('is not undone by an older count of nobody'),
  },
  {
    invariant: 1,
    what: 'An answer that contradicts a reading which is right is believed',
    file: 'packages/eligibility/src/course.ts',
    find: 'unexplained.has(place) || unconfirmed.has(place);',
    replace: 'unexplained.size < 0 || unconfirmed.has(place);',
    test: changing('that all is well where a guess about half the workers was another one'),
  },
  {
    invariant: 1,
    what: 'A pass that wrote is proof of what it left',
    file: 'packages/eligibility/src/resync.ts',
    find: 'const since = changed > 0 ? INCOMPLETE.workers : hasSame ? null : INCOMPLETE.rules;',
    replace:
      'const since = changed > 0 && pass < MAX_PASSES ? INCOMPLETE.workers : hasSame ? null : INCOMPLETE.rules;',
    test: changing('by the last pass, where a rule reads what it wrote'),
  },
  {
    invariant: 1,
    what: 'A worker that is shown twice hides one that is not shown',
    file: 'packages/eligibility/src/look.ts',
    find: 'marks.size + unread >= roster[0]',
    replace: 'marks.size + unread >= 0',
    test: changing('a worker on two pages hides none'),
  },
  {
    invariant: 1,
    what: 'A verdict that is uncertain is taken for no',
    file: 'packages/eligibility/src/look.ts',
    find: 'for (const place of verdicts.uncertain) uncertain.add(place);',
    replace: '',
    test: lacking('one agent on whom a rule is uncertain'),
  },
  {
    invariant: 2,
    what: 'Writes are sent without If-Match',
    file: 'packages/task-router/src/edit-worker.ts',
    find: 'await taskRouter.updateAttributes(workerSid, edit.write, etag);',
    replace: 'await taskRouter.updateAttributes(workerSid, edit.write, etag && null);',
    test: {
      project: 'task-router',
      file: 'packages/task-router/src/edit-worker.test.ts',
      name: 'starts again from the fetch after each conflict',
    },
    storm: ['edited-after-read'],
  },
  {
    invariant: 2,
    what: 'Attributes are parsed and serialised instead of edited as text',
    file: 'packages/eligibility/src/queues-attribute.ts',
    find: 'return withAttribute(attributes.text, [name], list);',
    replace: 'return JSON.stringify({ ...(JSON.parse(attributes.text) as object), [name]: list });',
    test: endToEnd('though somebody edits every worker right after each read'),
  },
  {
    invariant: 2,
    what: 'What somebody else put in the attribute is overwritten',
    file: 'packages/eligibility/src/queues-attribute.ts',
    find: 'return (Array.isArray(found) ? readList(found) : null) ?? notOurs(name, found);',
    replace: 'return (Array.isArray(found) ? readList(found) : null) ?? ABSENT;',
    test: lacking('queues that somebody else put there are left'),
    storm: ['odd-attributes'],
  },
  {
    invariant: 3,
    what: 'What is not proven is taken away',
    file: 'packages/eligibility/src/evidence.ts',
    find: "const isOpen = how === 'counted' ? verdicts.uncertain.includes(place) : how !== 'asked';",
    replace: "const isOpen = how === 'counted' && verdicts.uncertain.includes(place);",
    test: lacking('counts are null everywhere'),
    storm: ['never-counted'],
  },
  {
    invariant: 3,
    what: 'Attributes that did not come are taken for none',
    file: 'packages/task-router/src/attributes.ts',
    find: "if (text === null || text.trim() === '') {",
    replace: "if (text === null) return { text: '{}', value: {} };\n  if (text.trim() === '') {",
    test: lacking('a fetched worker whose attributes are null'),
    storm: ['attributes-lacking'],
  },
  {
    invariant: 3,
    what: 'A queue that the list lacks is taken for gone',
    file: 'packages/eligibility/src/workspace.ts',
    find: 'if (there !== undefined) throw new QueuesMissing(there);',
    replace: '',
    test: lacking('a queue that the list lacks each time'),
    storm: ['queues-lacking'],
  },
  {
    invariant: 3,
    what: 'An answer for a worker is believed though it was given once, with nothing to hold it against',
    file: 'packages/eligibility/src/reconcile.ts',
    find: '(place) => isWrong || (!isSure(place) && first.named.has(place) !== named.has(place)),',
    replace: '(place) => isWrong && place >= 0,',
    test: eligibility('reconcile.test.ts', 'given by the second answer alone'),
  },
  {
    invariant: 3,
    what: 'A look that can not be read any more is taken for one that found nobody',
    file: 'packages/eligibility/src/resync.ts',
    find: 'if (!this.hasRules() || !this.course.isUsable)',
    replace: 'if (!this.hasRules())',
    test: changing('a look that can not be read any more'),
  },
  {
    invariant: 4,
    what: 'Another order counts as a difference',
    file: 'packages/eligibility/src/queues-attribute.ts',
    find: 'return { queues, strays, isTidy };',
    replace: 'return { queues, strays, isTidy: isTidy && String(list) === String([...list].sort()) };',
    test: endToEnd('whatever the order'),
    storm: ['order-shuffled'],
  },
  {
    invariant: 4,
    what: 'TaskRouter is asked about a worker that is in step by its event',
    file: 'packages/events/src/event-handler.ts',
    find: "const answer = byRules === 'unsure' ? await",
    replace: "const answer = byRules === 'unsure' || byRules === 'in-step' ? await",
    test: events('event-handler.test.ts', 'costs no request to TaskRouter: the echo of our own write'),
  },
  {
    invariant: 5,
    what: 'A hop claims a job that another holds',
    file: 'packages/batch/src/transition.ts',
    find: "if (isLeased(job, event.atMs)) return refuse('leased');",
    replace: '',
    test: chain('doubled and delayed hand-offs'),
    storm: ['hand-off-late', 'hand-off-doubled'],
  },
  {
    invariant: 5,
    what: 'A hop that fails gives its lease back before its work has stopped',
    file: 'packages/batch/src/hop.ts',
    find: "if (!isAtRest) return { result: 'ignored', reason: 'in_flight' };",
    replace: '',
    test: batch('in-flight.test.ts', 'gives nothing back when something does not settle'),
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
    invariant: 6,
    what: 'The guard leaves a hop that it has started, which has no other',
    file: 'packages/batch/src/guard.ts',
    find: 'return { ...handOff, hop: job.hop };',
    replace: 'return handOff;',
    test: chain('the loss of a hop that its guard has started'),
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
    file: 'packages/eligibility/src/reading.ts',
    find: 'findings.failures.push({ key: worker.sid, ...found, attempts: 1 });',
    replace: 'throw new Error(JSON.stringify(found));',
    test: resync('resync-trouble.test.ts', 'attributes that are not an object'),
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
    what: 'No event looks at the age of the last check',
    file: 'packages/events/src/event-handler.ts',
    find: "if (result.did !== 'requested-resync') await checkIfOverdue(",
    replace: "if (result.did === 'nothing' && event.about === 'worker') await checkIfOverdue(",
    test: endToEnd('by the next event, at most once however many come'),
    storm: ['cancelled'],
  },
  {
    invariant: 9,
    what: 'Where no resync was ever verified, none is overdue',
    file: 'packages/events/src/check.ts',
    find: 'const found = resyncs.findIndex(isVerified);',
    replace:
      'const found = resyncs.findIndex(isVerified);\n  if (found < 0 && verifiedAt === null) return null;',
    test: events('check.test.ts', 'at the age after a first one that was'),
    storm: ['never-counted'],
  },
  {
    invariant: 9,
    what: 'Checks that come to nothing follow each other at the same pause',
    file: 'packages/events/src/check.ts',
    find: 'const pauseMs = maxAgeMs * 2 ** (fruitless - 1);',
    replace: 'const pauseMs = fruitless > 0 ? maxAgeMs : 0;',
    test: events('check.test.ts', 'at growing pauses after more that were'),
  },
  {
    invariant: 9,
    what: 'A change that came while a job ran is forgotten when that job fails',
    file: 'packages/batch/src/jobs.ts',
    find: '(jobs: JobsDocument) => isAskedAgain(jobs, id);',
    replace: "(jobs: JobsDocument) => job.status === 'completed' && isAskedAgain(jobs, id);",
    test: batch('again.test.ts', 'by a failure, is followed by the next one'),
  },
  {
    invariant: 9,
    what: 'Events about activity are ignored',
    file: 'packages/events/src/compare.ts',
    find: 'if (!answer && isAboutActivity && !rules.dependOnActivity)',
    replace: 'if (isAboutActivity)',
    test: events('event-handler.test.ts', 'brings the worker in step with a rule on activity'),
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
    what: 'A write of the job whose answer is lost does not count',
    file: 'packages/batch/src/job-writer.ts',
    find: 'result.job);\n      } finally {',
    replace:
      'result.job);\n        this.writtenAtMs.push(clock.now());\n      } catch (error) {\n        throw error;',
    test: {
      project: 'batch',
      file: 'packages/batch/src/job-writer.test.ts',
      name: 'counts a write whose answer is lost',
    },
  },
  {
    invariant: 10,
    what: 'A hop works until its invocation is killed',
    file: 'packages/batch/src/limits.ts',
    find: 'workUntilMs: 7_500,',
    replace: 'workUntilMs: 9_900,',
    test: chain('keeps every invocation within its time'),
  },
  {
    invariant: 10,
    what: 'A worker that others change again and again is written each time',
    file: 'packages/events/src/event-handler.ts',
    find: 'if (mine.length < MAX_WRITES &&',
    replace: 'if (mine.length < MAX_WRITES * 1_000 &&',
    test: events('event-handler-restless.test.ts', 'is written six times in ten minutes'),
    storm: ['undone'],
  },
  ...SKILLS_MUTATIONS,
];
