import type { Mutation } from './mutations';

const pure = (name: string) => ({
  project: 'skills',
  file: 'packages/skills/src/plan-agent.test.ts',
  name,
});
const shown = (name: string) => ({ project: 'skills', file: 'packages/skills/src/preview.test.ts', name });
const applied = (name: string) => ({
  project: 'skills',
  file: 'packages/skills/test/plans.test.ts',
  name,
});

/** Defects in the rules of plans of changes to the skills of many agents. */
export const SKILLS_MUTATIONS: readonly Mutation[] = [
  {
    invariant: 2,
    what: 'A plan is applied to an agent that is not as its preview saw it',
    file: 'packages/skills/src/perform.ts',
    find: 'if (moved.length === 0) return',
    replace: 'if (moved.length >= 0) return',
    test: applied('leaves alone an agent that was edited between preview and apply'),
  },
  {
    invariant: 2,
    what: 'Taking a plan back takes back what somebody else has changed since',
    file: 'packages/skills/src/restore.ts',
    find: 'const target = without(without(result.before, isBefore), others);',
    replace: 'const target = without(result.before, isBefore);',
    test: pure('leaves alone what somebody else has changed since'),
  },
  {
    invariant: 2,
    what: 'A skill that is given stays disabled as well',
    file: 'packages/skills/src/states.ts',
    find: 'return [[skill, enabledAt(change.level === null ? levelOf(state) : JSON.stringify(change.level))]];',
    replace: 'return [[skill, { ...state, ...enabledAt(levelOf(state)) }]];',
    test: pure('an added skill that is disabled is enabled'),
  },
  {
    invariant: 2,
    what: 'What a text was is forgotten, and made anew',
    file: 'packages/skills/src/restore.ts',
    find: 'if (result.edits.length === 0) return null;',
    replace: 'if (result.edits.length >= 0) return null;',
    test: applied('is undone to the last character'),
  },
  {
    invariant: 3,
    what: 'Queues of which our reading is not sure are written with an agent’s skills',
    file: 'packages/skills/src/in-step.ts',
    find: 'if (isSure && !unsure.has(place))',
    replace: 'if (isSure || !isSure)',
    test: applied('as far as our reading of the rules is sure'),
  },
  {
    invariant: 3,
    what: 'A skill that nobody knows is given',
    file: 'packages/skills/src/preview-findings.ts',
    find: "  'skill_unknown',\n",
    replace: '',
    test: shown('gives it after an explicit yes'),
  },
  {
    invariant: 4,
    what: 'Two who start a plan at once both apply it',
    file: 'packages/skills/src/plans.ts',
    find: "if (state !== 'ready' && !isLost)",
    replace: "if (state === 'undone')",
    test: applied('is applied by one of two who start it at once'),
  },
  {
    invariant: 6,
    what: 'What an invocation did before it was lost is taken for somebody else’s',
    file: 'packages/skills/src/perform.ts',
    find: 'if (differing(wanted, plan.before).length > 0) return changedSince(moved);',
    replace: 'if (wanted.length > 0) return changedSince(moved);',
    test: applied('that an invocation did before it was lost is found done'),
    storm: ['skills-planned', 'hop-killed-after-write'],
  },
  {
    invariant: 6,
    what: 'What a lost invocation has taken back is kept by nobody',
    file: 'packages/skills/src/perform.ts',
    find: 'plan.text === attributes.text && back.length > 0;',
    replace: 'plan.text === attributes.text && back.length < 0;',
    test: {
      ...{ project: 'skills', file: 'packages/skills/src/perform.test.ts' },
      name: 'is kept by the next one',
    },
  },
  {
    invariant: 9,
    what: 'The end of a plan is forgotten when somebody else is just beginning it',
    file: 'packages/skills/src/plan-ends.ts',
    find: 'if (!plan?.applied || plan.undone) {',
    replace: 'if (plan) {',
    test: applied('is taken back when its time is over'),
  },
];
