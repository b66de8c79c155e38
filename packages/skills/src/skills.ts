import { parseTree, type Node } from 'jsonc-parser';
import * as z from 'zod';
import type { HopContext, JobKind, Log, Outcome, RetryPolicy } from '@queue-eligibility/batch';
import {
  type Attributes,
  type Edit,
  editWorker,
  outcomeOf,
  type TaskRouter,
  withAttribute,
  workerGone,
  workerSidSchema,
} from '@queue-eligibility/task-router';

/** The job kind: part of its documents' names and of the requests that start it. */
export const SKILLS = 'skills';
/** Skills that the job can't read, or a level it can't keep. */
const NOT_UNDERSTOOD = 'skills_not_understood';

export interface SkillsPorts {
  /** TaskRouter, with what is to hear of its rate limits. */
  taskRouter: (signals: Pick<HopContext<unknown>, 'throttled' | 'budget'>) => TaskRouter;
  policy: RetryPolicy;
  log: Log;
  /** Workers in progress at once. */
  concurrency: number;
}

const skill = z.string().min(1).max(100);

/** What JavaScript can hold exactly: beyond it another number than the one asked for would be written. */
const level = z
  .number('must be a number')
  .min(-Number.MAX_SAFE_INTEGER, 'must not be below -(2^53 - 1)')
  .max(Number.MAX_SAFE_INTEGER, 'must not be above 2^53 - 1');

/** One worker's change. Skills that it has already, or lacks already, are no difference. */
const itemSchema = z.object({
  workerSid: workerSidSchema,
  /** Skills to give, each with its level; null: without one. */
  add: z.array(z.object({ name: skill, level: level.nullable().default(null) })).default([]),
  /** Skills to take away. */
  remove: z.array(skill).default([]),
});
type SkillChange = z.infer<typeof itemSchema>;

/**
 * Bulk updates of worker skills, as Flex keeps them: names in `routing.skills`, levels in `routing.levels`. The
 * events that the writes raise bring the queues in step.
 */
export function skillsKind(ports: SkillsPorts): JobKind<SkillChange, Record<string, never>> {
  return {
    name: SKILLS,
    takesItems: true,
    itemSchema,
    stateSchema: z.object({}),
    keyOf: ({ workerSid }) => workerSid,
    maxAttempts: 4,
    concurrency: ports.concurrency,
    open: async ({ throttled, budget, signal }) => {
      const taskRouter = ports.taskRouter({ throttled, budget });
      const { policy, log } = ports;
      const options = { taskRouter, policy, log, signal, onThrottled: throttled };
      return {
        async perform(change): Promise<Outcome<never>> {
          const decide = (_worker: unknown, attributes: Attributes) => applySkills(attributes, change);
          const edit = await editWorker(options, change.workerSid, decide);
          return edit.result === 'unchanged' && edit.gone ? workerGone() : outcomeOf(edit);
        },
        state: () => ({}),
        conclude: async () => ({ again: false, report: {} }),
      };
    },
  };
}

/**
 * What a change makes of a worker's attributes. Only the names in `routing.skills` and the levels that the change is
 * about are written; a level that JavaScript would round, and whatever else stands there, comes out as it went in.
 * What is not as Flex keeps it is refused: whoever put it there meant something by it.
 */
export function applySkills(
  { text, value }: Attributes,
  { add, remove }: Omit<SkillChange, 'workerSid'>,
): Edit {
  const routing = value['routing'] ?? {};
  if (!isObject(routing)) return refused('routing', routing, 'an object');
  const before = routing['skills'] ?? [];
  if (!isNames(before)) return refused('routing.skills', before, 'an array of names');
  const levels = routing['levels'] ?? {};
  if (!isObject(levels)) return refused('routing.levels', levels, 'an object');

  const skills = before.filter((name) => !remove.includes(name));
  const wanted = new Map<string, number | undefined>(remove.map((name) => [name, undefined]));
  for (const { name, level } of add) {
    if (!skills.includes(name)) skills.push(name);
    if (level !== null) wanted.set(name, level);
  }

  let after = text;
  if (JSON.stringify(skills) !== JSON.stringify(before)) {
    // Flex writes both where it writes the first skill.
    const isFirst = value['routing'] === undefined || value['routing'] === null;
    after = isFirst
      ? withAttribute(after, ['routing'], { skills, levels })
      : withAttribute(after, ['routing', 'skills'], skills);
  }
  for (const [name, level] of wanted) {
    const found = Object.hasOwn(levels, name) ? levels[name] : undefined;
    if (found === level) continue;
    if (typeof found === 'object' && found !== null)
      return refused(`routing.levels.${name}`, found, 'a number');
    after =
      level === undefined
        ? withoutLevel(after, name)
        : withAttribute(after, ['routing', 'levels', name], level);
  }
  return { write: after === text ? null : after };
}

/** Takes a level out of the text, each time it stands there, and nothing else. */
function withoutLevel(text: string, name: string): string {
  let rest = text;
  for (;;) {
    const properties = lastValue(lastValue(parseTree(rest), 'routing'), 'levels')?.children ?? [];
    const at = properties.findIndex((property) => nameOf(property) === name);
    const [before, property, next] = [properties[at - 1], properties[at], properties[at + 1]];
    if (!property) return rest;
    // With the comma that parts it from its neighbour.
    const start = before ? endOf(before) : property.offset;
    const end = before || !next ? endOf(property) : next.offset;
    rest = rest.slice(0, start) + rest.slice(end);
  }
}

/** The value that counts where a key stands twice. */
const lastValue = (object: Node | undefined, key: string): Node | undefined =>
  object?.children?.filter((property) => nameOf(property) === key).at(-1)?.children?.[1];

const nameOf = ({ children }: Node): unknown => children?.[0]?.value;

const endOf = ({ offset, length }: Node): number => offset + length;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Says what was found without its value, which may be personal data. */
function refused(path: string, found: unknown, expected: string): Edit {
  const inside = Array.isArray(found)
    ? (found as unknown[]).find((element) => typeof element !== 'string')
    : undefined;
  const what = inside === undefined ? typeName(found) : `an array with ${typeName(inside)} in it`;
  const message =
    `${path} is ${what}, not ${expected}: the worker was left as it is. ` +
    'Correct it in TaskRouter, then update the skills of this worker again.';
  return { refuse: { code: NOT_UNDERSTOOD, message } };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
