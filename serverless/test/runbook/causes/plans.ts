import type { Answer } from '../../account';
import type { Cause } from '../cause';
import { BAD_REQUEST } from '../requests';
import type { Stage } from '../stage';
import { logged } from './log-jobs';

/** Two agents: for as many, an account can want a second admin. */
const NEEDS_TWO = { account: { env: { SKILLS_CONFIRM_ABOVE: '1' } } };

/** A plan that gives a skill to agents; answers its id. */
async function plan(
  stage: Stage,
  {
    workerSids = [stage.firstWorker],
    isLast = true,
    ...more
  }: { workerSids?: string[]; isLast?: boolean; until?: string } = {},
): Promise<string> {
  const skill = 'runbook';
  const { body } = await stage.call('/jobs/plan', { note: 'runbook', unknownSkills: true, ...more });
  const { id: planId } = body['plan'] as { id: string };
  const agents = workerSids.map((workerSid) => ({
    ...{ workerSid, changes: [{ do: 'assign', skill, level: 1 }], expects: [{ skill, state: {} }] },
  }));
  await stage.call('/jobs/plan-add', { planId, part: 0, agents, isLast });
  return planId;
}

async function applied(stage: Stage, planId: string): Promise<Answer> {
  const answer = await stage.call('/jobs/plan-apply', { planId });
  await stage.end(String(answer.body['jobId']));
  await stage.quiet();
  return answer;
}

const failuresOf = async (stage: Stage, planId: string) => {
  const { body } = await applied(stage, planId);
  return { failures: await stage.failures({ id: String(body['jobId']) }) };
};

const answer = (
  code: string,
  ask: (stage: Stage) => Promise<Answer>,
  more: Pick<Cause, 'account'> = {},
): Cause => ({
  ...{ code, where: 'answer', touches: 'nobody', ...more },
  cause: async (stage) => ({ answer: await ask(stage) }),
});

/** What plans of changes to skills bring up. */
export const plans: readonly Cause[] = [
  {
    ...{ code: 'changed_since', where: 'worker', touches: 'nobody' },
    async cause(stage) {
      const { firstWorker: sid } = stage;
      const planId = await plan(stage);
      const attributes = stage.attributes(sid);
      const routing = attributes['routing'] as { skills: string[] };
      const changed = { ...attributes, routing: { ...routing, skills: [...routing.skills, 'runbook'] } };
      stage.emulator.taskRouter.updateWorker(sid, { attributes: changed });
      return failuresOf(stage, planId);
    },
  },
  {
    ...{ code: 'plan_gone', where: 'worker', touches: 'nobody' },
    cause(stage) {
      // Its page is not there.
      const page = [[`${stage.firstWorker}:longago0000:p0.0`, 0]];
      return stage
        .run(stage.plant('skills', {}, { page }))
        .then(async (job) => ({ failures: await stage.failures(job) }));
    },
  },
  answer('plan_incomplete', async (stage) =>
    stage.call('/jobs/plan-apply', { planId: await plan(stage, { isLast: false }) }),
  ),
  answer('plan_complete', async (stage) =>
    stage.call('/jobs/plan-add', { planId: await plan(stage), part: 1, agents: [], isLast: true }),
  ),
  answer(
    'plan_unconfirmed',
    async (stage) =>
      stage.call('/jobs/plan-apply', { planId: await plan(stage, { workerSids: stage.workerSids() }) }),
    NEEDS_TWO,
  ),
  answer('confirmed_by_same', async (stage) =>
    stage.call('/jobs/plan-confirm', { planId: await plan(stage) }),
  ),
  answer('plan_applied', async (stage) => {
    const planId = await plan(stage);
    await applied(stage, planId);
    return stage.call('/jobs/plan-apply', { planId });
  }),
  answer('plan_not_applied', async (stage) =>
    stage.call('/jobs/plan-undo', { planId: await plan(stage), note: 'runbook' }),
  ),
  answer('plan_undone', async (stage) => {
    const planId = await plan(stage);
    await applied(stage, planId);
    const { body } = await stage.call('/jobs/plan-undo', { planId, note: 'runbook' });
    await applied(stage, (body['plan'] as { id: string }).id);
    return stage.call('/jobs/plan-undo', { planId, note: 'runbook' });
  }),
  logged('plan.ended', async (stage) => {
    const untilMs = Date.now() + 1_500;
    await applied(stage, await plan(stage, { until: new Date(untilMs).toISOString() }));
    await new Promise((resolve) => setTimeout(resolve, untilMs + 50 - Date.now()));
    await stage.call('/jobs/plans');
    await stage.quiet();
  }),
  logged('plan.not_ended', (stage) => {
    stage.fault('maps', BAD_REQUEST);
    return stage.call('/jobs/plans');
  }),
];
