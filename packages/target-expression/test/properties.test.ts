import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile, parse, print } from '../src/index';
import type { Comparison, ComparisonOperator, Condition, Expression, Operand, Verdict } from '../src/index';
import { anyWorker, comparison, condition, operand, reference, worker } from './arbitraries';
import { dialect, evaluateIn } from './reference-evaluator';

const RUNS = { numRuns: 500 };

function reparsed(tree: Condition): Expression {
  const result = parse(print(tree));
  if (!result.ok) throw new Error(`${print(tree)}: ${result.error.message}`);
  return result.expression;
}

function ofTree(tree: Condition) {
  return compile(reparsed(tree));
}

/** A tree with every position at 0, as the generated ones have it. */
function withoutPositions(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'start' || key === 'end' ? 0 : value)),
  );
}

const AT = { start: 0, end: 0 } as const;
const compare = (left: Operand, operator: ComparisonOperator, right: Operand): Comparison => ({
  kind: 'comparison',
  operator,
  left,
  right,
  ...AT,
});
const joined = (operator: 'AND' | 'OR', ...parts: Condition[]): Condition => ({
  kind: 'chain',
  operands: parts.map((inner) => ({ kind: 'group', inner, ...AT })),
  operators: parts.slice(1).map(() => operator),
  ...AT,
});
const not = (verdict: Verdict): Verdict => (verdict === 'uncertain' ? verdict : !verdict);

describe('print and parse', () => {
  it('give back an equal tree', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        expect(withoutPositions(reparsed(tree).tree)).toEqual(withoutPositions(tree));
      }),
      RUNS,
    );
  });

  it('place every node on its own text', () => {
    fc.assert(
      fc.property(comparison, (tree) => {
        const { text, tree: again } = reparsed(tree);
        if (again.kind !== 'comparison') throw new Error(`${text} is no comparison`);
        expect(text.slice(again.left.start, again.left.end)).toBe(print(again.left));
        expect(text.slice(again.right.start, again.right.end)).toBe(print(again.right));
      }),
      RUNS,
    );
  });
});

describe('nothing throws', () => {
  const pieces = [
    'a',
    '==',
    '=',
    '(',
    ')',
    '[',
    ']',
    ',',
    "'",
    '"',
    'AND',
    'or',
    'NOT',
    'in',
    'HAS',
    '1',
    '-',
    '.',
    ' ',
    '\\',
    'null',
    '&',
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));

  it('whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), anyWorker, (text, facts) => {
        const result = parse(text);
        if (result.ok) {
          expect([true, false, 'uncertain']).toContain(compile(result.expression)(facts));
          return;
        }
        const { start, end } = result.error;
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }),
      RUNS,
    );
  });

  it('whatever the attributes', () => {
    fc.assert(
      fc.property(condition, anyWorker, (tree, facts) => {
        expect([true, false, 'uncertain']).toContain(ofTree(tree)(facts));
      }),
      RUNS,
    );
  });
});

describe('what is certain', () => {
  it('is the same in every dialect', () => {
    let certain = 0;
    fc.assert(
      fc.property(
        condition,
        worker,
        fc.array(dialect, { minLength: 8, maxLength: 8 }),
        (tree, facts, dialects) => {
          const verdict = ofTree(tree)(facts);
          if (verdict === 'uncertain') return;
          certain += 1;
          for (const read of dialects) expect(evaluateIn(read, tree, facts)).toBe(verdict);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(certain).toBeGreaterThan(1_000);
  });
});

describe('De Morgan', () => {
  // On scalars that are there, these pairs say the opposite of each other; the language has no NOT.
  const scalarText = fc
    .constantFrom('x', 'y', '1', '10')
    .map((value): Operand => ({ kind: 'string', value, ...AT }));
  const list = fc.array(fc.constantFrom('x', '1', '9'), { maxLength: 3 }).map((values): Operand => ({
    kind: 'array',
    elements: values.map((value) => ({ kind: 'string', value, ...AT })),
    ...AT,
  }));
  const key = fc.constantFrom('a', 'b').map((name): Operand => ({ kind: 'reference', path: [name], ...AT }));
  const pair = fc.oneof(
    fc
      .tuple(key, scalarText)
      .map(([left, right]) => [compare(left, '==', right), compare(left, '!=', right)] as const),
    fc
      .tuple(key, list)
      .map(([left, right]) => [compare(left, 'IN', right), compare(left, 'NOT IN', right)] as const),
    fc
      .tuple(key, scalarText)
      .map(([left, right]) => [compare(left, '!=', right), compare(left, '==', right)] as const),
  );
  const scalars = fc.record({
    a: fc.constantFrom('x', 'y', '10', 1, 9, true),
    b: fc.constantFrom('x', '1', 10, false),
  });

  it('holds for verdicts, the uncertain ones too', () => {
    fc.assert(
      fc.property(pair, pair, scalars, ([p, notP], [q, notQ], attributes) => {
        expect(ofTree(notP)({ attributes })).toBe(not(ofTree(p)({ attributes })));
        expect(ofTree(joined('OR', notP, notQ))({ attributes })).toBe(
          not(ofTree(joined('AND', p, q))({ attributes })),
        );
        expect(ofTree(joined('AND', notP, notQ))({ attributes })).toBe(
          not(ofTree(joined('OR', p, q))({ attributes })),
        );
      }),
      RUNS,
    );
  });

  it('AND and OR do not care for the order of groups', () => {
    fc.assert(
      fc.property(condition, condition, anyWorker, (p, q, facts) => {
        expect(ofTree(joined('AND', p, q))(facts)).toBe(ofTree(joined('AND', q, p))(facts));
        expect(ofTree(joined('OR', p, q))(facts)).toBe(ofTree(joined('OR', q, p))(facts));
      }),
      RUNS,
    );
  });
});

describe('a missing operand', () => {
  const missing: Operand = { kind: 'reference', path: ['nowhere'], ...AT };
  const nobody = fc.constantFrom<ComparisonOperator>('>', '>=', '<', '<=', 'CONTAINS');

  it('is on no side of a relation, and contains nothing', () => {
    fc.assert(
      fc.property(nobody, reference, worker, (operator, other, facts) => {
        expect(ofTree(compare(missing, operator, other))(facts)).toBe(false);
        expect(ofTree(compare(other, operator, missing))(facts)).toBe(false);
      }),
      RUNS,
    );
  });

  it('has nothing, and is never surely in anything', () => {
    fc.assert(
      fc.property(operand, worker, (other, facts) => {
        expect(ofTree(compare(missing, '==', other))(facts)).not.toBe(true);
        expect(ofTree(compare(missing, 'IN', other))(facts)).not.toBe(true);
        expect(ofTree(compare(missing, 'HAS', other))(facts)).not.toBe(true);
        expect(ofTree(compare(missing, 'NOT IN', other))(facts)).not.toBe(true);
      }),
      RUNS,
    );
  });
});
