import {
  attributeText,
  withAttribute,
  withoutAttribute,
  type Attributes,
  type Refusal,
} from '@queue-eligibility/task-router/attributes';
import {
  differing,
  isSkillChange,
  type AttributeChange,
  type AttributePath,
  type Change,
  type SkillState,
  type Stand,
} from './change';
import { NOT_UNDERSTOOD, readSkills, writeSkills } from './flex-skills';
import { skillsOf, transform } from './states';

/** What changes make of an agent. */
export interface AgentPlan {
  /** The attributes afterwards, as text; what they are about aside, every character as it was. */
  text: string;
  /** What the changes touch, as it stands. */
  before: Stand[];
  /** The same, as it stands afterwards. */
  after: Stand[];
  /** How the text came about, from the first one to it: see `editsOf`. */
  steps: string[];
}

/** What these changes make of an agent's attributes, or why they can't be made. */
export function planAgent(attributes: Attributes, changes: readonly Change[]): AgentPlan | Refusal {
  const skillChanges = changes.filter(isSkillChange);
  const before = readStates(attributes, [...new Set(skillChanges.flatMap(skillsOf))]);
  if ('code' in before) return before;
  const paths = attributePaths(changes);
  const standing = readPaths(attributes, paths);
  if ('code' in standing) return standing;
  const after = transform(before.states, skillChanges);
  const steps = [attributes.text];
  if (before.flex) steps.push(...writeSkills(attributes.text, before.flex, after));
  for (const change of changes)
    if (!isSkillChange(change)) steps.push(withChange(steps.at(-1) ?? '', change));
  const text = steps.at(-1) ?? attributes.text;
  const stood = [...standsOf(before.states), ...standing];
  const left = [...standsOf(after), ...paths.map((path) => standOf(text, path))];
  // What was done and undone on the way is no difference.
  if (differing(left, stood).length === 0)
    return { text: attributes.text, before: stood, after: left, steps: [attributes.text] };
  return { text, before: stood, after: left, steps };
}

/** How these things stand with an agent; `stands`: only what they are about is looked at. */
export function readStands(attributes: Attributes, stands: readonly Stand[]): Stand[] | Refusal {
  const read = readStates(
    attributes,
    stands.flatMap((stand) => ('skill' in stand ? [stand.skill] : [])),
  );
  if ('code' in read) return read;
  const paths = stands.flatMap((stand) => ('path' in stand ? [stand.path] : []));
  return [...standsOf(read.states), ...paths.map((path) => standOf(attributes.text, path))];
}

/** Reads what an agent has of these skills: where there are none, nothing has to be as Flex keeps it. */
export function readStates(attributes: Attributes, names: readonly string[]) {
  const states = new Map<string, SkillState>();
  if (names.length === 0) return { flex: null, states };
  const flex = readSkills(attributes);
  if ('code' in flex) return flex;
  for (const name of names) {
    const state = flex.stateOf(name);
    if ('code' in state) return state;
    states.set(name, state);
  }
  return { flex, states };
}

const standsOf = (states: ReadonlyMap<string, SkillState>): Stand[] =>
  [...states].map(([skill, state]) => ({ skill, state }));

const standOf = (text: string, path: AttributePath): Stand => ({ path, json: attributeText(text, path) });

function attributePaths(changes: readonly Change[]): AttributePath[] {
  const paths = changes.flatMap((change) => (isSkillChange(change) ? [] : [change.path]));
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** Refuses where a step on the way is something that has no parts: it would be overwritten. */
function readPaths({ text }: Attributes, paths: readonly AttributePath[]): Stand[] | Refusal {
  for (const path of paths) {
    for (let length = 1; length < path.length; length++) {
      const way = path.slice(0, length);
      const found = attributeText(text, way);
      if (found === null || found === 'null' || found.startsWith('{')) continue;
      const message = `${way.join('.')} is no object, so ${path.join('.')} can't be in it: the worker was left as it is.`;
      return { code: NOT_UNDERSTOOD, message };
    }
  }
  return paths.map((path) => standOf(text, path));
}

function withChange(text: string, change: AttributeChange): string {
  const found = attributeText(text, change.path);
  if (change.do === 'unset') return found === null ? text : withoutAttribute(text, change.path);
  if (change.onlyIfAbsent && found !== null) return text;
  const isThere = found !== null && JSON.stringify(JSON.parse(found)) === JSON.stringify(change.value);
  return isThere ? text : withAttribute(text, change.path, change.value);
}
