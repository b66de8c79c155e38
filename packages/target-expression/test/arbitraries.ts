import fc from 'fast-check';
import type {
  Comparison,
  ComparisonOperator,
  Condition,
  Group,
  Operand,
  Reference,
  Scalar,
  WorkerFacts,
} from '../src/index';

const AT = { start: 0, end: 0 } as const;

// Few keys and values, so that trees and workers meet, and the values that are alike in one reading and not in another.
const KEYS = ['a', 'b', 'sid', 'friendly_name', 'worker', 'größe', 'in'];
const STRINGS = [
  '',
  'a',
  'b',
  'x',
  'true',
  'null',
  '1',
  '1.0',
  '10',
  '9',
  "it's",
  `"it's"`,
  'x\\y',
  'xy',
  'größe 語 🙂',
];
const NUMBERS = [0, 1, 2.5, 9, 10, -1, 1e21, 2.5e-7];

const someString = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STRINGS) },
  fc.string({ unit: 'grapheme' }),
);
const someNumber = fc.constantFrom(...NUMBERS);

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  someString.map((value): Scalar => ({ kind: 'string', value, ...AT })),
  someNumber.map((value): Scalar => ({ kind: 'number', value, ...AT })),
  fc.boolean().map((value): Scalar => ({ kind: 'boolean', value, ...AT })),
  fc.constant<Scalar>({ kind: 'null', ...AT }),
);

const firstKey = fc.constantFrom(...KEYS.filter((key) => key !== 'in' && key !== 'worker'));
const step = fc.oneof(fc.constantFrom(...KEYS), fc.nat({ max: 2 }));

/** A key of the attributes, a field of the worker, either with or without `worker.`. */
export const reference: fc.Arbitrary<Reference> = fc
  .record({ first: firstKey, rest: fc.array(step, { maxLength: 2 }), isPrefixed: fc.boolean() })
  .map(({ first, rest, isPrefixed }) => ({
    kind: 'reference',
    path: [first, ...rest],
    ...(isPrefixed ? { prefix: 'worker' as const } : {}),
    ...AT,
  }));

export const operand: fc.Arbitrary<Operand> = fc.oneof(
  { weight: 3, arbitrary: reference },
  { weight: 3, arbitrary: scalar },
  {
    weight: 1,
    arbitrary: fc
      .array(scalar, { maxLength: 3 })
      .map((elements): Operand => ({ kind: 'array', elements, ...AT })),
  },
);

const OPERATORS: ComparisonOperator[] = ['==', '!=', '>', '>=', '<', '<=', 'CONTAINS', 'HAS', 'IN', 'NOT IN'];

export const comparison: fc.Arbitrary<Comparison> = fc
  .record({ operator: fc.constantFrom(...OPERATORS), left: operand, right: operand })
  .map((parts) => ({ kind: 'comparison', ...parts, ...AT }));

/** Whole trees, no deeper than a few groups. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{
  condition: Condition;
  term: Comparison | Group;
  group: Group;
}>((tie) => ({
  condition: fc.oneof(
    { withCrossShrink: true },
    tie('term'),
    fc
      .tuple(
        tie('term'),
        fc.array(fc.tuple(fc.constantFrom('AND' as const, 'OR' as const), tie('term')), {
          minLength: 1,
          maxLength: 4,
        }),
      )
      .map(([first, more]): Condition => ({
        kind: 'chain',
        operands: [first, ...more.map(([, next]) => next)],
        operators: more.map(([operator]) => operator),
        ...AT,
      })),
  ),
  term: fc.oneof({ depthSize: 'small' }, comparison, tie('group')),
  group: tie('condition').map((inner): Group => ({ kind: 'group', inner, ...AT })),
})).condition;

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.constantFrom(...STRINGS), someNumber, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** A worker with every fact given. */
export const worker: fc.Arbitrary<WorkerFacts> = fc.record({
  attributes: fc.dictionary(fc.constantFrom(...KEYS, 'x'), value, { maxKeys: 5 }),
  sid: fc.constantFrom('a', 'x'),
  friendlyName: fc.constantFrom('b', '10'),
  activitySid: fc.constant('WA1'),
  activityName: fc.constant('Break'),
});

/** Anything that JSON can hold in the place of the attributes. */
export const anyWorker: fc.Arbitrary<WorkerFacts> = fc.oneof(
  worker,
  fc.jsonValue().map((attributes) => ({ attributes })),
);
