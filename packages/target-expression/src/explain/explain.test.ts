import { describe, expect, it, test } from '@jest/globals';
import { expressionOf } from '../../test/expressions';
import { explain, lacking, pathText } from '../index';
import type { ExplainedComparison, WorkerFacts } from '../index';

const agent = {
  routing: { skills: ['billing'], levels: { billing: 2 } },
  team: 'North',
  on_call: null,
  rating: '10',
  big: 2 ** 60,
  worker: { team: 'South' },
  list: ['a', null],
  map: { x: 1 },
};

function clause(text: string, facts: WorkerFacts = { attributes: agent }): ExplainedComparison {
  const { root } = explain(expressionOf(text), facts);
  if (root?.kind !== 'comparison') throw new Error(`${text} is not one comparison`);
  return root;
}

describe('what a comparison looks at, asks for and finds', () => {
  const rows = [
    ["routing.skills HAS 'x'", 'attribute routing.skills', 'HAS', ['x'], ['billing'], 'array'],
    ["'x' IN worker.routing.skills", 'attribute routing.skills', 'HAS', ['x'], ['billing'], 'array'],
    [
      "'billing' NOT IN routing.skills",
      'attribute routing.skills',
      'NOT HAS',
      ['billing'],
      ['billing'],
      'array',
    ],
    ["team IN ['a', 'b']", 'attribute team', 'IN', ['a', 'b'], 'North', 'text'],
    ["['a', 'b'] HAS team", 'attribute team', 'IN', ['a', 'b'], 'North', 'text'],
    ['team == rating', 'attribute team', '==', ['10'], 'North', 'text'],
    ['team == nowhere', 'attribute team', '==', [null], 'North', 'text'],
    ['3 <= routing.levels.billing', 'attribute routing.levels.billing', '>=', [3], 2, 'number'],
    ["'North Side' CONTAINS team", 'attribute team', 'PART OF', ['North Side'], 'North', 'text'],
    ['on_call == true', 'attribute on_call', '==', [true], null, 'null'],
    ['nowhere == true', 'attribute nowhere', '==', [true], null, 'missing'],
    ['list[1] == true', 'attribute list[1]', '==', [true], null, 'null'],
    ['list[2] == true', 'attribute list[2]', '==', [true], null, 'missing'],
    ['routing[0] == true', 'attribute routing[0]', '==', [true], null, 'missing'],
    ['map == true', 'attribute map', '==', [true], { x: 1 }, 'object'],
    ['constructor == true', 'attribute constructor', '==', [true], null, 'missing'],
    ['"team" == "x"', 'attribute team', '==', ['x'], 'North', 'text'],
    ["sid == 'WK2'", 'sid sid', '==', ['WK2'], null, 'not known'],
    ["worker.activity_name == 'x'", 'activity_name activity_name', '==', ['x'], null, 'not known'],
    ['worker.channel.voice.capacity > 0', 'taskrouter channel.voice.capacity', '>', [0], null, 'not known'],
    ['1 == 0', 'constant null', '==', [0], 1, 'number'],
    ['true == false', 'constant null', '==', [false], true, 'boolean'],
  ] as const;
  test.each(rows)('%s', (text, about, relation, wanted, value, type) => {
    const found = clause(text);
    expect(`${found.source} ${found.subject === null ? 'null' : pathText(found.subject)}`).toBe(about);
    expect(found.relation).toBe(relation);
    expect(found.wanted).toEqual(wanted);
    expect(found.found).toEqual({ value, type });
  });

  it('knows the fields that the facts give', () => {
    expect(clause("sid == 'WK1'", { attributes: {}, sid: 'WK1' })).toMatchObject({
      verdict: true,
      found: { value: 'WK1', type: 'text' },
      near: [],
    });
  });

  it('takes attributes that are no object for ones without keys', () => {
    for (const attributes of [null, 'text', 5, [], true]) {
      expect(clause("team == 'x'", { attributes })).toMatchObject({
        verdict: false,
        found: { type: 'missing' },
      });
    }
  });
});

describe('why a comparison is uncertain', () => {
  test.each([
    ['types', 'rating == 10'],
    ['types', "routing.levels.billing IN ['2']"],
    ['types', "'2' NOT IN ids", { ids: [2, null] }],
    ['types', 'rating > 9'],
    ['types', 'rating CONTAINS 1'],
    ['numeric-texts', "rating > '9'"],
    ['missing', 'on_call == null'],
    ['missing', "nowhere == ''"],
    ['missing', "nowhere NOT IN ['x']"],
    ['missing', "'x' NOT IN nowhere"],
    ['missing', 'nowhere IN [0]'],
    ['missing', 'list HAS null'],
    ['structure', "map HAS 'x'"],
    ['structure', "list IN ['a']"],
    ['structure', "list NOT IN ['a']"],
    ['structure', "'a' HAS list"],
    ['structure', "'x' NOT IN map"],
    ['structure', "list HAS ['a']"],
    ['null-in-list', "'x' NOT IN list"],
    ['null-in-list', "team NOT IN ['x', null]"],
    ['two-sources', "worker.team == 'North'"],
    ['two-sources', "sid == 'WK1'", { sid: 'WK2' }, 'WK1'],
    ['quoted-key', '"team" == "North"'],
    ['escape', "code == 'a\\b'", { code: 'ab' }],
    ['large-number', 'big == 1152921504606846976'],
    ['large-number', 'big >= 1152921504606846976'],
    ['not-known', "sid == 'WK1'"],
    ['not-known', "activity_name IN ['a']"],
    ['taskrouter', 'worker.channel.voice.capacity > 0'],
    ['taskrouter', "taskrouter.dayOfWeek == 'Mon'"],
  ] as const)('%s: %s', (reason, text, attributes: unknown = agent, sid?: string) => {
    const facts = sid === undefined ? { attributes } : { attributes, sid };
    expect(clause(text, facts)).toMatchObject({ verdict: 'uncertain', uncertain: reason });
  });
});

describe('the tree', () => {
  it('looks through parentheses and keeps places', () => {
    const text = " ((team == 'North')) AND (rating == '10' OR (team == 'x'))";
    const { root } = explain(expressionOf(text), { attributes: agent });
    if (root?.kind !== 'chain') throw new Error('not a chain');
    const [first, second] = root.operands;
    expect(root).toMatchObject({ verdict: true, operators: ['AND'] });
    expect(text.slice(first?.start, first?.end)).toBe("team == 'North'");
    expect(second).toMatchObject({ kind: 'chain', verdict: true, operators: ['OR'] });
    expect(text.slice(second?.start, second?.end)).toBe("rating == '10' OR (team == 'x')");
  });

  it('is null of an empty expression', () => {
    expect(explain(expressionOf('  '), { attributes: agent })).toEqual({ verdict: false, root: null });
  });

  it.each([
    ["team == 'North' OR 1 == 1 AND 1 == 0", 'precedence'],
    ["(team == 'North' OR 1 == 1) AND 1 == 0", undefined],
    ['1 == 1 OR 1 == 0 AND 1 == 1', undefined],
    ["sid == 'x' AND 1 == 1 OR 1 == 0", undefined],
  ])('%s is uncertain by %s', (text, reason) => {
    const { root } = explain(expressionOf(text), { attributes: agent });
    expect(root?.uncertain).toBe(reason);
  });

  it('gives one text to all spellings of a clause', () => {
    expect(clause('team="x"').text).toBe(clause("(team   == 'x')").text);
  });
});

describe('what is lacking', () => {
  test.each([
    ["team == 'North'"],
    [''],
    ["team == 'x'", "team == 'x'"],
    ["team == 'x' AND team == 'North' AND rating == '1'", "team == 'x'", "rating == '1'"],
    ["team == 'x' OR rating == '1'", "team == 'x'"],
    // Of what comes near there is more to tell.
    ["rating == '1' OR team == 'north'", "team == 'north'"],
    ["(team == 'x' AND rating == '1') OR sid == 'WK1'", "sid == 'WK1'"],
    ["(team == 'North' AND rating == '1') OR (a == 1 AND b == 2)", "rating == '1'"],
    ["team == 'North' OR a == 1 AND b == 2", 'b == 2'],
    // It once said that somebody lacks 1 == 0, which nobody can have.
    ["1==0 OR team == 'x' AND (rating == '1')", "team == 'x'", "rating == '1'"],
    ['1==0', '1 == 0'],
    // What is said twice is lacking once, and one clause may serve two ORs.
    ["team == 'x' AND team == 'x'", "team == 'x'"],
    ["team == 'x' AND (team == 'x' OR a == 1)", "team == 'x'"],
    ["(a == 1 OR team == 'x') AND (b == 2 OR team == 'x')", "team == 'x'"],
    ["(a == 1 OR team == 'x') AND (b == 2 OR team == 'x') AND c == 3", "team == 'x'", 'c == 3'],
    ['((a == 1 OR b == 2) AND (a == 1 OR c == 3) OR d == 4) AND (e == 5 OR a == 1)', 'a == 1'],
    // What is needed anyway does for whatever else asks for it: nothing is named that is needless.
    ["team == 'x' AND ((a == 1 OR team == 'x') AND b == 2)", "team == 'x'", 'b == 2'],
    ['(c == 3 OR a == 1) AND (c == 3 OR b == 2) AND a == 1 AND b == 2', 'a == 1', 'b == 2'],
    ['(d == 4 OR 1 == 0 OR e == 5) AND 1 == 0', '1 == 0'],
  ])('%s', (text, ...expected) => {
    const clauses = lacking(explain(expressionOf(text), { attributes: agent }));
    expect(clauses.map((one) => one.text)).toEqual(expected);
  });
});

describe('long and deep expressions', () => {
  const facts = { attributes: agent };

  // Regression: it took 22 s, and threw where the clauses were too many for a stack.
  it('that say everything twice lack what they say once', () => {
    const text = Array.from({ length: 5_000 }, (_, at) => `a${at} == 1 AND a${at} == 1`).join(' AND ');
    expect(lacking(explain(expressionOf(text), facts))).toHaveLength(5_000);
  });

  it('of many ORs that share one clause lack that one', () => {
    const text = Array.from({ length: 300 }, (_, at) => `(x == 1 OR a${at} == 1)`).join(' AND ');
    expect(lacking(explain(expressionOf(text), facts)).map((one) => one.text)).toEqual(['x == 1']);
  });

  it('of 10,000 characters are explained clause by clause', () => {
    const text = Array.from({ length: 420 }, (_, at) => `skills HAS 'skill${at}'`).join(' OR ');
    const { root } = explain(expressionOf(text), facts);
    expect(text.length).toBeGreaterThan(10_000);
    expect(root?.kind === 'chain' && root.operands.length).toBe(420);
  });

  it('of 200 parentheses too', () => {
    const text = `${'('.repeat(200)}team == 'x'${')'.repeat(200)}`;
    expect(explain(expressionOf(text), facts).root).toMatchObject({ kind: 'comparison', start: 200 });
    expect(lacking(explain(expressionOf(text), facts))).toHaveLength(1);
  });
});
