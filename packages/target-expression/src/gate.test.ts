import { describe, expect, it } from '@jest/globals';
import { gateChooser } from './gate';
import { parse } from './parse';
import { print } from './print';
import { share } from './shared';

/** The gate of the first text, among others in a workspace. */
function gateOf(text: string, ...others: string[]): string[] {
  const expressions = [text, ...others].map((each) => {
    const result = parse(each);
    if (!result.ok) throw new Error(`${each}: ${result.error.message}`);
    return result.expression;
  });
  const shared = share(expressions);
  const [rule] = shared.rules;
  if (!rule) return [];
  return gateChooser(shared)(rule.tree).map((number) => print(shared.comparisons[number]!));
}

describe('the gate of an expression', () => {
  it.each([
    ["a == 'x'", ["a == 'x'"]],
    ["((a == 'x'))", ["a == 'x'"]],
    // OR and mixed chains: any of them.
    ["a == 'x' OR b HAS 'y'", ["a == 'x'", "b HAS 'y'"]],
    ["a == 'x' OR b HAS 'y' AND c == 3", ["a == 'x'", "b HAS 'y'", 'c == 3']],
    ["a == 'x' OR (b HAS 'y' AND c == 3)", ["a == 'x'", "b HAS 'y'"]],
    ["a == 'x' OR a == 'x'", ["a == 'x'"]],
    // AND: the operand that a map finds.
    ["level >= 3 AND skills HAS 'x'", ["skills HAS 'x'"]],
    ["level >= 3 AND team IN ['a', 'b']", ["team IN ['a', 'b']"]],
    ["level >= 3 AND 'x' IN skills", ["'x' IN skills"]],
    ["level >= 3 AND worker.team == 'a'", ["worker.team == 'a'"]],
    ['level >= 3 AND "team" == "a"', ["'team' == 'a'"]],
    ["level >= 3 AND (skills HAS 'x' OR skills HAS 'y')", ["skills HAS 'x'", "skills HAS 'y'"]],
    ["level >= 3 AND (skills HAS 'x' OR level == 7)", ['level >= 3']],
    // One that is false of whoever lacks the key, rather than one that is evaluated for everybody.
    ["routing.levels.x >= 3 AND team != 'a'", ['routing.levels.x >= 3']],
    ['worker.level >= 3 AND routing.levels.x >= 3', ['routing.levels.x >= 3']],
    // Rather one that may be false of somebody.
    ["team != 'a' AND level >= 3", ['level >= 3']],
    ["1 == 1 AND team != 'a'", ["team != 'a'"]],
    ["taskrouter.dayOfWeek == 'Mon' AND team NOT IN ['a']", ["team NOT IN ['a']"]],
    ['"team" == "team" AND level >= 3', ['level >= 3']],
    // Numbers have several spellings, and arrays of them would have to be asked about each.
    ["campaigns HAS 3 AND team == 'a'", ["team == 'a'"]],
    ['1 == 1', ['1 == 1']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(gateOf(text)).toEqual(expected);
  });

  it('is the rarest of those that a map finds', () => {
    const text = "languages HAS 'en' AND skills HAS 'x' AND team == 'a'";
    expect(gateOf(text, "team == 'a'", "languages HAS 'en'")).toEqual(["skills HAS 'x'"]);
    expect(gateOf(text, "skills HAS 'x'", "languages HAS 'en'")).toEqual(["team == 'a'"]);
    // The same expression again is no further use.
    expect(gateOf(text, text, text, "languages HAS 'en'", "skills HAS 'x'")).toEqual(["team == 'a'"]);
  });
});
