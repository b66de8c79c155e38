import {
  coverageWork,
  finish,
  membersWork,
  vocabularyWork,
  whatIfWork,
  type Agent,
  type Work,
} from '../src/index';
import { aQueue, skilled } from './agents';

/** `node --import tsx packages/insight/test/measure.ts`: what the largest workspaces cost, CPU time. */
const SKILLS = Array.from({ length: 900 }, (_, i) => `skill_${i}`);
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

const agentsOf = (count: number): Agent[] =>
  Array.from({ length: count }, (_, i) => {
    const own = Array.from({ length: 8 }, (_skill, k) => `${pick(SKILLS, i * 7 + k * 131)}:${(i + k) % 6}`);
    const { attributes, ...agent } = skilled(`WK${i}`, ...own);
    const beside = { full_name: `Agent ${i}`, email: `${i}@example.com`, team: `team ${i % 40}` };
    return { ...agent, available: i % 3 > 0, attributes: { ...(attributes as object), ...beside } };
  });

const queuesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const [one, two] = [pick(SKILLS, i * 11), pick(SKILLS, i * 17 + 5)];
    const misspelt = i % 25 === 0 ? `${one}x` : one;
    return aQueue(
      `WQ${i}`,
      `(routing.skills HAS '${misspelt}' AND routing.levels.${one} >= ${i % 5}) OR routing.skills HAS '${two}'`,
    );
  });

/** The whole, and the longest that a page would wait between two looks at the clock, ms. */
function measure(what: string, work: Work<unknown>): void {
  const started = process.cpuUsage();
  let longest = 0;
  for (;;) {
    const before = performance.now();
    const step = work.next();
    longest = Math.max(longest, performance.now() - before);
    if (step.done) break;
  }
  const { user, system } = process.cpuUsage(started);
  const cpu = Math.round((user + system) / 1_000);
  process.stdout.write(
    `${what.padEnd(34)} ${String(cpu).padStart(6)} ms, a slice at most ${longest.toFixed(1)} ms\n`,
  );
}

for (const [workers, queueCount] of [
  [5_100, 60],
  [15_000, 500],
] as const) {
  const agents = agentsOf(workers);
  const queues = queuesOf(queueCount);
  const [queue] = queues;
  if (!queue) continue;
  const size = `${workers} x ${queueCount}`;
  const change = {
    before: queue.targetWorkers,
    after: `${queue.targetWorkers} OR team == 'team 3'`,
    agents,
    queues,
  };
  measure(`${size} what if, first`, whatIfWork(change));
  measure(`${size} what if, the next`, whatIfWork({ ...change, after: `team == 'team 4'` }));
  measure(`${size} what if, everybody`, whatIfWork({ ...change, before: '1==0', after: '1==1' }));
  measure(`${size} members`, membersWork(queue, agents));
  measure(`${size} vocabulary`, vocabularyWork(agents));
  measure(`${size} coverage`, coverageWork({ queues: [...queues], agents }));
  process.stdout.write(`${finish(coverageWork({ queues, agents })).length} findings\n`);
}
