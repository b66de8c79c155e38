import { lint } from '../lint/lint';
import type { LintFinding, LintRule } from '../lint/types';
import { pathText } from '../path';
import { UNDOCUMENTED_FORMS } from '../undocumented';

/** What `lint` prints, and whether something may be wrong: notes are not counted. */
export interface Report {
  readonly isClean: boolean;
  readonly output: string;
}

export function lintCommand(rules: readonly LintRule[], isJson: boolean): Report {
  const findings = lint(rules);
  const isClean = findings.every(({ level }) => level === 'note');
  if (isJson) {
    const named = findings.map((finding) => ({ ...finding, ...rules[finding.rule] }));
    return { isClean, output: JSON.stringify({ rules: rules.length, findings: named }, null, 2) };
  }
  const lines = rules.flatMap(({ name, text }, rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    return own.length === 0 ? [] : [oneLine(`${name}: ${text}`), ...linesOf(own, rules), ''];
  });
  const counts = (['error', 'warning', 'note'] as const).map((level) =>
    counted(findings.filter((finding) => finding.level === level).length, level),
  );
  return {
    isClean,
    output: [...lines, `${counted(rules.length, 'rule')}: ${counts.join(', ')}.`].join('\n'),
  };
}

/** A name may hold what begins a line, and so look like one of ours. */
const oneLine = (text: string): string => text.replace(/[\n\r]+/gu, ' ');

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** What is said several times of a rule is one line, with the places (the first character is 1). */
function linesOf(findings: readonly LintFinding[], rules: readonly LintRule[]): string[] {
  const places = new Map<string, number[]>();
  for (const finding of findings) {
    const said = oneLine(`${finding.level}: ${inWords(finding, rules)}`);
    places.set(said, [...(places.get(said) ?? []), finding.start + 1]);
  }
  return [...places].map(([said, starts]) => `  ${said} (at ${starts.join(', ')})`);
}

function inWords(finding: LintFinding, rules: readonly LintRule[]): string {
  switch (finding.kind) {
    case 'unparsable':
      return finding.error.message;
    case 'empty':
      return 'An empty rule matches nobody.';
    case 'undocumented':
      return `Not documented: ${UNDOCUMENTED_FORMS[finding.form]}`;
    case 'precedence':
      return 'AND and OR are mixed: which binds tighter is not documented. Put parentheses.';
    case 'volatile':
      return finding.needs === 'activity'
        ? 'It depends on the activity, which changes many times a day.'
        : 'It depends on what only TaskRouter knows: channels or the time of day.';
    case 'hyphen-in-value':
      return `${JSON.stringify(finding.value)} has a hyphen; Twilio warns of them.`;
    case 'blanks-in-value':
      return `${JSON.stringify(finding.value)} begins or ends with a blank.`;
    case 'text-in-relation':
      return `${JSON.stringify(finding.value)} is a text: it is not compared as a number.`;
    case 'foreign-key':
      return `${pathText(finding.path)} is no attribute of a worker, unless they have such a key.`;
    case 'nearly-the-same': {
      const { rule, value } = finding.other;
      return `${JSON.stringify(finding.value)} is nearly ${JSON.stringify(value)}, which ${rules[rule]?.name ?? rule} asks of ${pathText(finding.path)}.`;
    }
  }
}
