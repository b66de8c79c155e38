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

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** The whole, and the most between two looks at the clock, CPU time: of other processes nobody learns anything. */
function measure(what: string, work: Work<unknown>): void {
  const started = cpuMs();
  let longest = 0;
  for (let before = started, isOver: boolean | undefined = false; !isOver; before = cpuMs()) {
    isOver = work.next().done;
    longest = Math.max(longest, cpuMs() - before);
  }
  const whole = Math.round(cpuMs() - started);
  process.stdout.write(
    `${what.padEnd(34)} ${String(whole).padStart(6)} ms, a slice at most ${Math.round(longest)} ms\n`,
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
