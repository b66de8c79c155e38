/** What TaskRouter can say of an expression for one worker. */
export type Verdict = 'eligible' | 'not eligible' | 'refused';

export interface ExpressionCase {
  readonly topic: string;
  /** `{sid}`, `{name}` and `{activity}` are the probe worker's. Its attributes: `src/account.ts`. */
  readonly expression: string;
  /** What the emulator says with its default dialect. */
  readonly emulator: Verdict;
}

const cases = (
  topic: string,
  emulator: Verdict,
  ...expressions: readonly string[]
): readonly ExpressionCase[] => expressions.map((expression) => ({ topic, expression, emulator }));

const yes = (topic: string, ...expressions: string[]) => cases(topic, 'eligible', ...expressions);
const no = (topic: string, ...expressions: string[]) => cases(topic, 'not eligible', ...expressions);
const refused = (topic: string, ...expressions: string[]) => cases(topic, 'refused', ...expressions);

/**
 * The questions that https://www.twilio.com/docs/taskrouter/expression-syntax leaves open, and some that it answers,
 * to see that the rest means anything.
 */
export const expressionCases: readonly ExpressionCase[] = [
  ...yes('as documented', '1 == 1', 'probe.nested.level >= 5', "probe.list[0] == 'a'", "probe.list HAS 'b'"),
  ...no('as documented', "probe.list == 'a'", "probe.text HAS 'a'", "probe.list != 'a'"),
  ...yes(
    'precedence',
    // True only where AND binds closer than OR.
    'probe.number == 3 OR probe.number == 3 AND probe.number == 4',
    // True where it does, or where they are read from the left.
    'probe.number == 4 AND probe.number == 3 OR probe.number == 3',
  ),
  ...no(
    'texts and numbers',
    "probe.number == '3'",
    'probe.three == 3',
    'probe.three > 2',
    "probe.number IN ['3']",
    "probe.numbers HAS '1'",
    "probe.digits > '9'",
  ),
  ...yes('texts and numbers', 'probe.number == 3.0', 'probe.digits CONTAINS 1', "probe.number != '3'"),
  ...no('texts and booleans', "probe.yes == 'true'", 'probe.yes_text == true', 'probe.yes == 1'),
  ...yes('order of texts', "probe.text >= 'abb'"),
  ...no('case of texts and keys', "probe.text == 'ABC'", "probe.TEXT == 'abc'", "probe.text CONTAINS 'B'"),
  ...yes('escapes', String.raw`probe.quote == 'it\'s'`, `probe.quote == "it's"`),
  ...yes('escapes', String.raw`probe.backslash == 'a\\b'`),
  ...no('escapes', String.raw`probe.backslash == 'a\b'`),
  ...refused('escapes', "probe.quote == 'it''s'"),
  ...yes(
    'keywords in lower case',
    "probe.text in ['abc']",
    "probe.list has 'a'",
    "probe.text contains 'b'",
    "probe.text not in ['x']",
    'probe.number == 3 and probe.yes == true',
    'probe.number == 4 or probe.yes == true',
    'probe.yes == TRUE',
  ),
  ...yes('a missing key', "probe.missing != 'x'", 'probe.missing != true', "probe.missing NOT IN ['x']"),
  ...no(
    'a missing key',
    "probe.missing == ''",
    'probe.missing == false',
    'probe.missing == 0',
    'probe.missing < 5',
  ),
  ...yes('null', 'probe.missing == null', 'probe.nothing == null', 'probe.text != null'),
  ...yes('null', 'probe.missing == probe.nothing'),
  ...no('null', 'probe.missing != null', 'probe.text == null'),
  ...no('arrays and objects', "probe.list CONTAINS 'a'", "probe.list NOT IN ['z']", "probe.nested != 'x'"),
  ...no('arrays and objects', 'probe.list == probe.list'),
  ...yes('arrays', "'a' IN probe.list", 'probe.text NOT IN []'),
  ...no('arrays', 'probe.text IN []'),
  ...yes('other forms', 'probe.number = 3', '1=1', "probe.text=='abc'", `"contract_text" == 'abc'`),
  ...yes('other forms', 'probe.minus == -1', 'probe.größe == 1'),
  ...refused(
    'other operators',
    "probe.list NOT HAS 'z'",
    'probe.nothing IS NULL',
    'probe.number EQ 3',
    'probe.number <> 4',
    "probe.text LIKE 'a%'",
    'probe.number == 3 && probe.yes == true',
    'probe.number == 4 || probe.yes == true',
    'NOT (probe.number == 4)',
    'NOT probe.number == 4',
    'probe.yes',
    'probe.hy-phen == 1',
    "probe.text IN ('abc')",
    'probe.number == 3AND probe.yes == true',
  ),
  ...yes(
    'fields of the worker',
    "sid == '{sid}'",
    'activity_name == "{activity}"',
    'friendly_name == "{name}"',
  ),
  ...no('an attribute named like a field', "friendly_name == 'hidden'"),
  ...yes('`worker.`', "worker.probe.text == 'abc'", 'worker.channel.voice.configured_capacity > 0'),
];
