import type { AnswerOf, PlanView } from '@queue-eligibility/api';
import { at } from './jobs';
import { aQueue } from './queues';
import { anAgent, queueSid } from './views';

const withSkills = (levels: Record<string, number>) => ({ routing: { skills: Object.keys(levels), levels } });

/** Agents with skills. */
export const AGENTS_WITH_SKILLS = [
  anAgent(1, 'Ada', withSkills({ billing: 3 })),
  anAgent(2, 'Ben', withSkills({ billing: 1 }), false),
  anAgent(3, 'Cem', {}),
];

/** Queues that ask for skills. */
export const SKILL_QUEUES = [
  aQueue(queueSid(1), 'Billing', { targetWorkers: "routing.skills HAS 'billing'" }),
  aQueue(queueSid(2), 'Refunds', { targetWorkers: "routing.skills HAS 'refunds'" }),
];

/** What `/jobs/skills` answers. */
export const skillsAnswer = (): AnswerOf<'/jobs/skills'> => ({
  skills: ['billing', 'refunds'].map((name) => ({ name, multivalue: true, minimum: 1, maximum: 5 })),
  ...{ attribute: 'queues', signOnAttributes: [], undoDays: 30, confirmAbove: 0 },
});

/** A plan that is ready to be applied. */
export const aPlan = (changes: Partial<PlanView> = {}): PlanView => ({
  ...{ id: 'plan1234', note: 'The campaign is over', summary: 'Take away billing', kind: 'change', of: null },
  ...{
    created: { by: 'ada', at: at(0) },
    until: null,
    unknownSkills: false,
    agents: 1,
    parts: [{ pages: 1, agents: 1 }],
  },
  ...{ complete: true, needsConfirmation: false, confirmed: null, applied: null, undone: null },
  ...{ keptUntil: '2026-02-01T12:00:00.000Z', state: 'ready', overdue: false, job: null },
  ...changes,
});

/** The job that has applied a plan. */
export const aPlanJob = (progress: { failed: number }): NonNullable<PlanView['job']> => ({
  ...{ id: 'skills-1', status: 'completed', endedAt: at(60) },
  progress: { total: 2, checked: 2, changed: 2 - progress.failed, ...progress },
});
