import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readAttributes, type Attributes } from '@queue-eligibility/task-router';
import { createQueuesReader, valuesInForm, type Carried } from './queues-attribute';
import { isQueueValue, type QueuesForm } from './report';

const sidOf = (n: number | string) => `WQ${createHash('md5').update(String(n)).digest('hex')}`;
const sids = Array.from({ length: 1_000 }, (_, i) => sidOf(i));
const codeOf = (sid: string) => valuesInForm('codes', [sid])[0] ?? '';

/** Two SIDs whose codes are the same: found, not made up. */
let found: [string, string] | null = null;
function twins(): [string, string] {
  const seen = new Map<string, string>();
  for (let i = 0; found === null; i++) {
    const sid = `WQ${i.toString(16).padStart(32, '0')}`;
    const code = codeOf(sid);
    const other = seen.get(code);
    if (other) found = [other, sid];
    seen.set(code, sid);
  }
  return found;
}

describe('the values of queues', () => {
  it('are their SIDs unless codes are wanted', () => {
    expect(valuesInForm('sids', sids)).toEqual(sids);
  });

  it('as codes are short, different, and the same whatever other queues there are', () => {
    const values = valuesInForm('codes', sids);
    expect(new Set(values).size).toBe(1_000);
    expect(values.every((value) => /^[A-Za-z0-9]{6}$/.test(value) && isQueueValue(value))).toBe(true);
    expect(valuesInForm('codes', sids.slice(7, 300))).toEqual(values.slice(7, 300));
  });

  it('as codes stay what they are: they stand in the attributes of thousands', () => {
    expect(valuesInForm('codes', [`WQ${'0'.repeat(32)}`, `WQ${'f'.repeat(32)}`])).toMatchInlineSnapshot(`
     [
       "ElyFIu",
       "Ke5aKD",
     ]
    `);
  });

  it('as codes fit 250 queues beside ordinary attributes', () => {
    const text = JSON.stringify(valuesInForm('codes', sids.slice(0, 250)));
    expect(text.length).toBeLessThan(4_096 - 1_500);
  });

  it('never are one code for two queues: both stand there by their SIDs', () => {
    const [one, other] = twins();
    const values = valuesInForm('codes', [one, ...sids, other]);
    expect(values.filter((value) => value.length > 6)).toEqual([one, other]);
    expect(valuesInForm('codes', [one, ...sids])[0]).toBe(codeOf(one));
  });
});

const [A = '', B = '', C = '', GONE = '', STRAY = ''] = ['a', 'b', 'c', 'gone', 'stray'].map(sidOf);
const reader = (form: QueuesForm, list = [A, B, C], name = 'queues') =>
  createQueuesReader({ name, form }, list, [GONE]);
const attributes = (value: unknown) => readAttributes(JSON.stringify(value)) as Attributes;

describe.each<[QueuesForm, QueuesForm]>([
  ['sids', 'codes'],
  ['codes', 'sids'],
])('reading what is carried, in the form of %s', (form, otherForm) => {
  const inForm = (...queues: string[]) => valuesInForm(form, queues);
  const inOther = (...queues: string[]) => valuesInForm(otherForm, queues);
  const read = (queues: unknown) => reader(form).read(attributes({ queues }));
  const carried = (queues: number[], isTidy: boolean, strays: string[] = []): Carried => ({
    ...{ queues: new Set(queues), isTidy, strays },
  });

  it.each<[string, unknown, Carried]>([
    ['some queues', inForm(B, A), carried([0, 1], true)],
    ['none', [], carried([], true)],
    ['one twice', inForm(A, A), carried([0], false)],
    ['one in either form', [...inForm(A), ...inOther(B)], carried([0, 1], false)],
    ['the same one in both', [...inForm(A), ...inOther(A)], carried([0], false)],
    ['one that is gone', inForm(A, GONE), carried([0], false)],
    ['one that is gone, in the other form', inOther(GONE), carried([], false)],
    ['one that is in no list', [STRAY, ...inForm(A)], carried([0], true, [STRAY])],
    ['null', null, carried([], false)],
    ['nothing', undefined, carried([], false)],
  ])('%s', (_what, queues, expected) => {
    expect(read(queues)).toEqual(expected);
  });

  // Regression: `queues: ["900","901"]` of somebody else was overwritten.
  it.each<[string, unknown]>([
    ["somebody else's numbers as texts", ['900', '901']],
    ['one of them among ours', [...inForm(A), '900']],
    ['a number', [900]],
    ['a list in the list', [inForm(A)]],
    ['null in the list', [null]],
    ['a word as long as a code', ['Berlin']],
    ['half a SID', [A.slice(0, 20)]],
    ['another kind of SID', [A.replace('WQ', 'WK')]],
    ['a text', A],
    ['an object', { 0: A }],
    ['false', false],
    ['nothing, as a text', ''],
    ['zero', 0],
  ])('%s is not ours to replace', (_what, queues) => {
    const refusal = read(queues);
    expect(refusal).toMatchObject({ code: 'queues_not_ours' });
    expect(JSON.stringify(refusal)).not.toMatch(/900|Berlin|WQ|WK/);
  });

  it('comes back from what was written: sorted, with what stood beside it', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2]), fc.subarray([STRAY, sidOf('other')]), (queues, strays) => {
        const text = reader(form).write(attributes({ a: 1 }), queues, strays);
        const { queues: list } = JSON.parse(text) as { queues: string[] };
        expect(list).toEqual([...list].sort());
        const again = reader(form).read(readAttributes(text) as Attributes) as Carried;
        expect([again.queues, new Set(again.strays), again.isTidy]).toEqual([
          new Set(queues),
          new Set(strays),
          true,
        ]);
      }),
    );
  });
});

describe('the attribute', () => {
  it('is the one that is configured, and no other', () => {
    const mine = reader('sids', [A], 'flex_queues');
    expect(mine.read(attributes({ queues: ['900'], flex_queues: [A] }))).toMatchObject({ isTidy: true });
    expect(mine.write(attributes({ queues: ['900'] }), [0], [])).toBe(
      `{"queues":["900"],"flex_queues":["${A}"]}`,
    );
    expect(mine.read(attributes({ flex_queues: 1 }))).toMatchObject({
      message: expect.stringContaining('"flex_queues" holds a number'),
    });
  });

  it.each(['toString', 'constructor', '__proto__'])(
    'may be called %s: what every object has is not it',
    (name) => {
      expect(reader('sids', [A], name).read(attributes({}))).toMatchObject({ isTidy: false, strays: [] });
    },
  );

  it('names each queue as it stands there, also where two share a code', () => {
    const [one, other] = twins();
    const both = reader('codes', [one, A, other]);
    const valueOf = (place: number) =>
      (JSON.parse(both.write({ text: '{}', value: {} }, [place], [])) as { queues: string[] }).queues[0];
    expect([0, 1, 2].map(valueOf)).toEqual([one, codeOf(A), other]);
    // The code that both would have is neither of them.
    expect(both.read(attributes({ queues: [one, other] }))).toMatchObject({ isTidy: true });
    expect(both.read(attributes({ queues: [codeOf(one)] }))).toMatchObject({ strays: [codeOf(one)] });
  });

  // Regression: of many queues that went at once some were forgotten, and who carried their codes was left for good.
  it.each(['sids', 'codes'] as const)(
    'with the code of a queue nobody knows is ours all the same: %s',
    (form) => {
      const list = createQueuesReader({ name: 'queues', form }, [A], []);
      expect(list.read(attributes({ queues: [codeOf(GONE)] }))).toMatchObject({ strays: [codeOf(GONE)] });
    },
  );

  it.each(['people', 'agents', '900001', 'ABCDEF', 'Sales1', 'skills', 'voice1'])(
    "with the word %s is somebody else's, though it is as long as a code",
    (word) => {
      const list = createQueuesReader({ name: 'queues', form: 'codes' }, [A], []);
      expect(list.read(attributes({ queues: [word] }))).toMatchObject({ code: 'queues_not_ours' });
    },
  );
});
