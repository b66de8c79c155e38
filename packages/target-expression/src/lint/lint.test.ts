import { describe, expect, it, test } from '@jest/globals';
import { lint } from './lint';

/** Findings of rules, each with the text it is about. */
function found(...texts: string[]): string[] {
  const rules = texts.map((text, at) => ({ name: `queue ${at}`, text }));
  return lint(rules).map(({ kind, level, rule, start, end }) => {
    const prefix = texts.length > 1 ? `${rule} ` : '';
    return `${prefix}${level} ${kind}: ${texts[rule]?.slice(start, end)}`;
  });
}

describe('a rule by itself', () => {
  test.each([
    ["routing.skills HAS 'billing' AND (routing.levels.billing >= 3 OR team == 'x')"],
    ['1==1'],
    ['`name IN []`', 'error unparsable: `'],
    ["customer-value == 'x'", 'error unparsable: -'],
    ["a == 'x", "error unparsable: 'x"],
    [' ', 'warning empty:  '],
    ['1=0', 'warning undocumented: ='],
    ["routing.skills has 'a'", 'warning undocumented: has'],
    ["a == 'x' AND b == 'y' OR c == 'z'", "warning precedence: a == 'x' AND b == 'y' OR c == 'z'"],
    ['(a == 1 OR b == 2 AND c == 3) AND d == 4', 'warning precedence: a == 1 OR b == 2 AND c == 3'],
    ["activity_name == 'Idle'", "note volatile: activity_name == 'Idle'"],
    ["taskrouter.dayOfWeek == 'Mon'", "note volatile: taskrouter.dayOfWeek == 'Mon'"],
    ["skills HAS 'psu-l1'", "note hyphen-in-value: 'psu-l1'"],
    ["team IN ['a', ' b']", "warning blanks-in-value: ' b'"],
    ["level >= '3'", "warning text-in-relation: '3'"],
    ["'3' < level", "warning text-in-relation: '3'"],
    ['skills HAS task.language', 'warning foreign-key: task.language'],
    [
      "worker.attributes.skills HAS 'x'",
      'warning undocumented: worker.attributes.skills',
      'warning foreign-key: worker.attributes.skills',
    ],
    ["task == 'x' AND worker.task.language == 'x'", 'warning undocumented: worker.task.language'],
    ['"language" == "spanish"', 'warning undocumented: "language"'],
  ])('%s', (text, ...expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('rules beside each other', () => {
  it('are told of texts that are nearly the same, at the one that is asked for less often', () => {
    expect(found("skills HAS 'Billing'", "skills HAS 'billing'", "skills HAS 'billing' ")).toEqual([
      "0 warning nearly-the-same: 'Billing'",
    ]);
    expect(found("team == 'North'", "team IN ['South', 'Nroth']")).toEqual([
      "1 warning nearly-the-same: 'Nroth'",
    ]);
  });

  it('may ask different keys for them, or differ by numbers', () => {
    expect(found("skills HAS 'Billing'", "team == 'billing'", "skills HAS 'l1'", "skills HAS 'l2'")).toEqual(
      [],
    );
  });

  it('name the other rule', () => {
    const rules = ["skills HAS 'sales'", "skills HAS 'Sales'"].map((text) => ({ name: text, text }));
    expect(lint(rules)).toMatchObject([
      { rule: 1, path: ['skills'], value: 'Sales', other: { rule: 0, value: 'sales' } },
    ]);
  });
});
