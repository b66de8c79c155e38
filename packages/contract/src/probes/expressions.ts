import { compile, parse } from '@queue-eligibility/target-expression';
import type { ProbeAccount } from '../account';
import { done, entriesOf, textOf, words } from '../ask';
import { probe, Undecided, type Answer, type Probe } from '../probe';
import { expressionCases, type ExpressionCase, type Verdict } from './expression-cases';

const EXPRESSIONS = 'taskrouter.expression-dialect';
/** How often a new worker is looked for by an expression, once a second. */
const FIND_TRIES = 15;

/** Asks for the workers that match, without making a queue: only the probe worker can. */
async function matches(account: ProbeAccount, expression: string): Promise<Verdict> {
  const reply = await account.ask(`${account.workspace}/Workers`, {
    query: { TargetWorkersExpression: expression },
  });
  if (reply.status === 400) return 'refused';
  const workers = entriesOf(done('listing workers by an expression', reply), 'workers');
  return workers.some(({ sid }) => sid === account.subject.sid) ? 'eligible' : 'not eligible';
}

/** The probe worker as expressions see it; one look for all of them. */
const looks = new WeakMap<ProbeAccount, Promise<Facts>>();
type Facts = Required<Parameters<ReturnType<typeof compile>>[0]>;

function lookAt(account: ProbeAccount): Promise<Facts> {
  const look = looks.get(account) ?? takeLook(account);
  looks.set(account, look);
  return look;
}

/** @throws Error where no expression finds the worker: it would seem to match none. */
async function takeLook(account: ProbeAccount): Promise<Facts> {
  const worker = await account.fetch(account.subject);
  for (let tries = 0; (await matches(account, account.onlySubject)) !== 'eligible'; tries++) {
    if (tries === FIND_TRIES) throw new Error('TaskRouter does not find the probe worker by an expression');
    await account.wait(1_000);
  }
  return {
    attributes: JSON.parse(textOf(worker, 'attributes')),
    sid: account.subject.sid,
    friendlyName: textOf(worker, 'friendly_name'),
    activitySid: textOf(worker, 'activity_sid'),
    activityName: textOf(worker, 'activity_name'),
  };
}

async function run(account: ProbeAccount, { expression, emulator }: ExpressionCase): Promise<Answer> {
  const worker = await lookAt(account);
  const filled = expression
    .replace('{sid}', worker.sid)
    .replace('{name}', worker.friendlyName)
    .replace('{activity}', worker.activityName);
  const found = await matches(account, `${account.onlySubject} AND (${filled})`);
  return { found, agrees: found === emulator, ours: ourVerdict(filled, worker) };
}

/** What is trusted without asking TaskRouter; `asks TaskRouter` for everything else. */
function ourVerdict(text: string, worker: Facts): string {
  const parsed = parse(text);
  if (!parsed.ok || !parsed.expression.documented) return 'asks TaskRouter';
  const verdict = compile(parsed.expression)(worker);
  if (verdict === 'uncertain') return 'asks TaskRouter';
  return verdict ? 'eligible' : 'not eligible';
}

export const expressionProbes: readonly Probe[] = [
  ...expressionCases.map((each) => ({
    belief: EXPRESSIONS,
    asks: `${each.topic}: \`${each.expression}\``,
    emulator: each.emulator,
    run: (account: ProbeAccount) => run(account, each),
  })),
  probe(EXPRESSIONS, 'An expression that is refused', {
    emulator: '400 20001',
    find: async ({ ask, workspace }) =>
      words(await ask(`${workspace}/Workers`, { query: { TargetWorkersExpression: '1 == (' } })),
  }),
  probe(EXPRESSIONS, 'The workers of a queue, and those of its expression', {
    emulator: 'the same',
    find: async (account) => {
      const url = await account.queue();
      const rule = textOf(done('fetching a queue', await account.ask(url)), 'target_workers');
      const sids = async (query: Record<string, string>): Promise<string> => {
        const reply = done('listing workers', await account.ask(`${account.workspace}/Workers`, { query }));
        return entriesOf(reply, 'workers')
          .map(({ sid }) => String(sid))
          .sort()
          .join();
      };
      const byExpression = await sids({ TargetWorkersExpression: rule });
      if (byExpression === '') return new Undecided('nobody matches');
      const byQueue = await sids({ TaskQueueSid: url.slice(url.lastIndexOf('/') + 1) });
      return byQueue === byExpression ? 'the same' : 'others';
    },
  }),
];
