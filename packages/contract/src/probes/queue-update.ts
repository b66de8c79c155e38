import type { ProbeAccount } from '../account';
import { done, textOf, words, type Reply } from '../ask';
import { probe, type Probe } from '../probe';

const UPDATE = 'taskrouter.queue-update';

/** Gives the queue of the run another rule for as long as somebody looks. */
async function withRule<T>(
  account: ProbeAccount,
  rule: string,
  look: (facts: { before: Reply; updated: Reply; after: Reply }) => T,
): Promise<T> {
  const url = await account.queue();
  const before = done('fetching a queue', await account.ask(url));
  try {
    const updated = await account.ask(url, { method: 'POST', form: { TargetWorkers: rule } });
    return look({ before, updated, after: done('fetching a queue', await account.ask(url)) });
  } finally {
    const TargetWorkers = textOf(before, 'target_workers');
    done('putting a rule back', await account.ask(url, { method: 'POST', form: { TargetWorkers } }));
  }
}

/** Fields that may differ: the rule, and when. */
const beside = ({ body }: Reply): string =>
  JSON.stringify({ ...body, target_workers: null, date_updated: null, links: null });

export const queueUpdateProbes: readonly Probe[] = [
  probe(UPDATE, 'A queue’s other fields, after another rule alone', {
    emulator: 'the same',
    find: (account) =>
      withRule(account, account.queueRule(98), ({ before, after }) =>
        beside(before) === beside(after) ? 'the same' : 'others',
      ),
  }),
  probe(UPDATE, 'A rule with blanks that nobody needs, in the answer and afterwards', {
    emulator: 'as it was sent, as it was sent',
    find: (account) => {
      const rule = ` ${account.queueRule(98)}  AND (1==1)`;
      return withRule(account, rule, ({ updated, after }) =>
        [updated, after]
          .map((reply) => (textOf(reply, 'target_workers') === rule ? 'as it was sent' : 'written anew'))
          .join(', '),
      );
    },
  }),
  probe(UPDATE, 'A rule that can’t be parsed, and the queue afterwards', {
    emulator: '400 20001, unchanged',
    find: (account) =>
      withRule(account, `${account.queueRule(98)} AND (`, ({ before, updated, after }) => {
        const isSame = textOf(before, 'target_workers') === textOf(after, 'target_workers');
        return `${words(updated)}, ${isSame ? 'unchanged' : 'changed'}`;
      }),
  }),
];
