import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile, compileAll, parse, print } from '../src/index';
import type { Comparison, Condition, Expression, Operand, Scalar, Verdicts, WorkerFacts } from '../src/index';
import { anyWorker, condition, reference, worker } from './arbitraries';

const AT = { start: 0, end: 0 } as const;

function parsed(text: string): Expression | null {
  const result = parse(text);
  return result.ok ? result.expression : null;
}

/** What `compileAll` has to say: each expression by itself, for each worker anew. */
function oneByOne(expressions: readonly (Expression | null)[], facts: WorkerFacts): Verdicts {
  const verdicts = expressions.map((expression) => expression !== null && compile(expression)(facts));
  const indexesOf = (wanted: unknown) => verdicts.flatMap((verdict, at) => (verdict === wanted ? [at] : []));
  return { holds: indexesOf(true), uncertain: indexesOf('uncertain') };
}

// The comparisons that a map finds, on values that it knows and on others: these meet more often than any two do.
const text = fc
  .constantFrom('', 'a', 'b', 'x', 'null', '1', 'x\\y', 'xy')
  .map((value): Scalar => ({ kind: 'string', value, ...AT }));
const key = fc.oneof(
  { weight: 1, arbitrary: reference },
  {
    weight: 3,
    arbitrary: fc.constantFrom('a', 'b').map((name): Operand => ({ kind: 'reference', path: [name], ...AT })),
  },
);
const list = fc
  .array(text, { maxLength: 3 })
  .map((elements): Operand => ({ kind: 'array', elements, ...AT }));
const matched: fc.Arbitrary<Comparison> = fc
  .oneof(
    fc.record({ operator: fc.constantFrom('==' as const, 'HAS' as const), left: key, right: text }),
    fc.record({ operator: fc.constant('IN' as const), left: key, right: list }),
    fc.record({
      operator: fc.constantFrom('==' as const, 'IN' as const, 'HAS' as const),
      left: text,
      right: key,
    }),
    // Found by the keys that are there, or not: of a missing value `< 1` is false, and `== 0` is not certain.
    fc.record({
      operator: fc.constantFrom('==' as const, '<' as const, '>=' as const, 'CONTAINS' as const),
      left: key,
      right: fc.constantFrom(0, 1).map((value): Scalar => ({ kind: 'number', value, ...AT })),
    }),
    // The key in quotes.
    fc.record({ operator: fc.constantFrom('==' as const, 'HAS' as const), left: text, right: text }),
    fc.record({ operator: fc.constant('IN' as const), left: text, right: list }),
  )
  .map((parts) => ({ kind: 'comparison', ...parts, ...AT }));
const chain: fc.Arbitrary<Condition> = fc
  .tuple(
    matched,
    fc.array(fc.tuple(fc.constantFrom('AND' as const, 'OR' as const), matched), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([first, more]) => ({
    kind: 'chain',
    operands: [first, ...more.map(([, next]) => next)],
    operators: more.map(([operator]) => operator),
    ...AT,
  }));
const expression = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(null, parsed('')) },
  { weight: 8, arbitrary: fc.oneof(condition, matched, chain).map((tree) => parsed(print(tree))) },
);

const matching = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'x', 'null', '1', 'x\\y', 'xy', null, 1, true),
  fc.array(fc.constantFrom('', 'a', 'b', 'x', 'x\\y', 'xy'), { maxLength: 3 }),
  fc.array(fc.constantFrom('a', 'x', 1, null, true), { maxLength: 3 }),
);
const matchingWorker: fc.Arbitrary<WorkerFacts> = fc.record(
  {
    attributes: fc.dictionary(
      fc.constantFrom('a', 'b', 'x', 'xy', 'sid', 'friendly_name', 'worker'),
      matching,
    ),
    sid: fc.constantFrom('a', 'x'),
    friendlyName: fc.constantFrom('b', '1'),
  },
  { requiredKeys: ['attributes'] },
);
const workers = fc.array(
  fc.oneof({ weight: 1, arbitrary: fc.oneof(worker, anyWorker) }, { weight: 2, arbitrary: matchingWorker }),
  { minLength: 1, maxLength: 4 },
);

describe('compileAll', () => {
  it('says of every expression what compile says, worker after worker', () => {
    let holding = 0;
    let uncertain = 0;
    fc.assert(
      fc.property(
        fc.array(expression, { minLength: 10, maxLength: 40 }),
        workers,
        (expressions, everybody) => {
          const verdictsOf = compileAll(expressions);
          for (const facts of [...everybody, ...everybody]) {
            const verdicts = verdictsOf(facts);
            expect(verdicts).toEqual(oneByOne(expressions, facts));
            holding += verdicts.holds.length;
            uncertain += verdicts.uncertain.length;
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(Math.min(holding, uncertain)).toBeGreaterThan(1_000);
  });

  const TEXTS = [
    "routing.skills HAS 'billing'",
    'routing.skills HAS "billing"',
    "routing.skills HAS 'billing' AND routing.levels.billing >= 3",
    "(routing.skills HAS 'billing' OR routing.skills HAS 'sales') AND languages HAS 'de'",
    "routing.skills HAS 'billing' OR languages HAS 'de' AND team == 'A'",
    "team == 'A'",
    "team != 'A'",
    "team == ''",
    "team == 'null'",
    "team == '3'",
    'team == 3',
    "team IN ['A', 'B']",
    "team IN ['B', 3]",
    'team IN []',
    "team IN ['', 'A']",
    "team NOT IN ['A', 'B']",
    "team NOT IN ['A'] AND languages HAS 'de'",
    "team == 'A\\B' OR languages HAS 'x\\y'",
    "'billing' IN routing.skills",
    "'A' == team",
    "worker.team == 'A'",
    "worker.routing.skills HAS 'billing'",
    '"team" == "A"',
    '"team" == "team"',
    '"team" IN ["A", "B"]',
    '"routing.skills" HAS "billing"',
    '"a-b" == "c"',
    "skills[0] == 'billing' AND deep.er.key == 'x'",
    "sid == 'WK1' OR friendly_name == 'ann'",
    "activity_name == 'Break'",
    "worker.channel.voice.available == 'x' AND team == 'A'",
    "taskrouter.dayOfWeek == 'Mon' OR team == 'A'",
    "campaigns HAS 3 AND campaigns HAS '3'",
    "constructor.name == 'Object' OR __proto__ HAS 'x'",
    'mail CONTAINS "@" AND (team == "A" OR team == "B")',
    '1==1',
    '1==1 AND 1==2',
    "1==1 AND team == 'A'",
    '',
    'no expression',
  ];
  const ATTRIBUTES: Record<string, unknown> = {
    'a usual worker': {
      routing: { skills: ['sales', 'billing'], levels: { billing: 4, sales: 1 } },
      languages: ['de', 'en'],
      team: 'A',
      mail: 'ann@x',
    },
    'another worker': { routing: { skills: ['sales'], levels: {} }, languages: ['en'], team: 'B', mail: 'b' },
    nothing: {},
    'numbers in arrays': {
      routing: { skills: ['billing', 5] },
      languages: [3, 'de'],
      team: ['A', 3],
      campaigns: [3],
    },
    'texts of numbers': { campaigns: ['3'], team: '3' },
    'numbers in place of texts': { team: 3, languages: 7, routing: { skills: 1 } },
    nulls: { routing: { skills: [null, 'billing'], levels: null }, team: null, languages: [null] },
    'texts in place of arrays': { routing: { skills: 'billing' }, languages: 'de', team: '' },
    'arrays in place of texts': { team: ['A'], languages: [['de']], routing: { skills: [['billing']] } },
    'empty arrays': { team: [], languages: [], routing: { skills: [] } },
    objects: { team: { A: 1 }, languages: { de: true }, routing: { skills: { billing: 1 } } },
    'routing that is none': { routing: 'vip', team: true },
    backslashes: { team: 'A\\B', languages: ['xy'] },
    'a key called worker': { worker: { team: 'A', routing: { skills: ['billing'] } }, team: 'B' },
    'keys called like fields': { sid: 'WK1', friendly_name: 'bob', activity_name: 'Break' },
    'keys of the quoted kind': { 'a-b': 'c', 'routing.skills': ['billing'] },
    'a nested key': { skills: ['billing'], deep: { er: { key: 'x' } } },
    prototypes: JSON.parse('{"__proto__":["x"],"constructor":{"name":"Object"}}'),
    'the same twice': { routing: { skills: ['billing', 'billing'] }, languages: ['de', 'de'] },
    'attributes that are none': null,
    'an array for attributes': ['A'],
  };
  const expressions = TEXTS.map(parsed);
  const verdictsOf = compileAll(expressions);

  it.each(Object.keys(ATTRIBUTES))('on %s', (name) => {
    const attributes = ATTRIBUTES[name];
    const facts = { sid: 'WK1', friendlyName: 'ann', activityName: 'Break' };
    expect(verdictsOf({ attributes, ...facts })).toEqual(oneByOne(expressions, { attributes, ...facts }));
    expect(verdictsOf({ attributes })).toEqual(oneByOne(expressions, { attributes }));
  });

  it('gives plain answers', () => {
    const of = compileAll(
      ["a HAS 'x'", 'nonsense', "a has 'x'", "b == 'y' OR c == 3", '', '1==1'].map(parsed),
    );
    expect(of({ attributes: { a: ['x'], c: '3' } })).toEqual({ holds: [0, 2, 5], uncertain: [3] });
    expect(of({ attributes: { b: 'y' } })).toEqual({ holds: [3, 5], uncertain: [] });
    expect(compileAll([])({ attributes: {} })).toEqual({ holds: [], uncertain: [] });
  });

  it('does not give the answer of one call to the next', () => {
    const of = compileAll(["a == 'x'"].map(parsed));
    const first = of({ attributes: { a: 'x' } });
    of({ attributes: {} });
    expect(first).toEqual({ holds: [0], uncertain: [] });
  });

  it('lets a worker pass that a failed one came before', () => {
    const of = compileAll(["a == 'x'", "b == 'x'"].map(parsed));
    const broken = {
      a: 'x',
      get b(): never {
        throw new Error('no JSON');
      },
    };
    expect(() => of({ attributes: broken })).toThrow('no JSON');
    expect(of({ attributes: { b: 'x' } })).toEqual({ holds: [1], uncertain: [] });
  });

  it('evaluates what queues share once a worker, and a queue only where its gate is open', () => {
    const texts = Array.from(
      { length: 200 },
      (_, i) => `routing.skills HAS 's${i}' AND level >= ${i % 2} AND vip == true`,
    );
    let reads = 0;
    const attributes = {
      routing: { skills: ['s3', 's5', 'other'] },
      get level() {
        reads += 1;
        return 1;
      },
      get vip() {
        reads += 1;
        return true;
      },
    };
    expect(compileAll(texts.map(parsed))({ attributes })).toEqual({ holds: [3, 5], uncertain: [] });
    expect(reads).toBe(2);
  });
});
