import { describe, expect, it } from '@jest/globals';
import { beliefs, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import { elsewhere } from '../src/elsewhere';
import { probes } from '../src/probes';
import { expressionProbes } from '../src/probes/expressions';
import { listAttributesProbes } from '../src/probes/workers';
import { statisticsProbes } from '../src/probes/statistics';
import { workerETagProbes } from '../src/probes/worker-etag';
import { contradicted } from '../src/report';
import { askAll } from '../src/run';
import { contents, emulations } from './emulated';

const start = emulations();

it('every open belief has a question, or a reason why it has none', () => {
  const asked = new Set(probes.map(({ belief }) => belief));
  const open = beliefs.filter(({ state }) => state === 'open').map(({ id }) => id);
  expect(open.filter((id) => asked.has(id) === id in elsewhere)).toEqual([]);
  const known = new Set(beliefs.map(({ id }) => id));
  expect([...asked, ...Object.keys(elsewhere)].filter((id) => !known.has(id))).toEqual([]);
});

it('the emulator does what its list of beliefs says, and nothing of a run stays', async () => {
  const { emulator, open } = await start();
  const before = contents(emulator);
  const account = await open();
  const findings = await askAll(account, probes);
  expect(findings.filter(({ agrees }) => agrees === false)).toEqual([]);
  expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(findings.filter(({ agrees }) => agrees === null)).toEqual([]);
  expect(findings.filter(contradicted)).toEqual([]);
  expect(await account.objects.removeAll()).toEqual([]);
  expect(contents(emulator)).toEqual(before);
});

describe('an account that does otherwise', () => {
  const found = async (options: EmulatorOptions, some: typeof probes): Promise<Record<string, string>> => {
    const { open } = await start(options);
    const findings = await askAll(await open(), some);
    const differing = findings.filter(({ agrees }) => agrees !== true);
    return Object.fromEntries(differing.map(({ asks, found: what }) => [asks, what]));
  };

  it('sends no ETag, and takes every write', async () => {
    const differing = await found({ etags: false }, workerETagProbes);
    expect(differing).toMatchObject({
      'The ETag of a fetched worker': 'none',
      'If-Match with an ETag that is made up': '200',
      'Removing a worker with an old If-Match': '204',
    });
  });

  it('leaves attributes out of lists', async () => {
    const differing = await found({ listAttributes: false }, listAttributesProbes);
    expect(new Set(Object.values(differing))).toEqual(new Set(['null']));
  });

  it('counts late', async () => {
    const differing = await found({ statisticsLagMs: 3_000 }, statisticsProbes);
    expect(Object.keys(differing)).toEqual([
      'The count of a queue, after a change of a worker',
      'The count of a queue, after a change of its rule',
    ]);
    for (const what of Object.values(differing)) expect(what).toMatch(/^after \d/);
  });

  it.each([
    { precedence: 'or-first' },
    { precedence: 'left-to-right' },
    { coercion: 'loose' },
    { quotedKeys: false, caseInsensitiveKeywords: false, singleEquals: false },
  ] as const)(
    'reads expressions with %p: it is found, and ours is never certain of the other',
    async (dialect) => {
      const { open } = await start({ dialect });
      const findings = await askAll(await open(), expressionProbes);
      expect(findings.some(({ agrees }) => agrees === false)).toBe(true);
      expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(findings.filter(contradicted)).toEqual([]);
    },
  );
});
