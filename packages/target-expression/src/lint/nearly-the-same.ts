import { textDifferences } from '../near-miss/text';
import type { Path, Span } from '../tree';
import type { LintFinding } from './types';

/** A text that a rule asks a key for. */
export interface AskedText extends Span {
  readonly rule: number;
  readonly path: Path;
  readonly value: string;
}

/** So many texts of a key are held against each other. */
const MAX_TEXTS = 1_000;

/**
 * Texts that differ from one that is asked of the same key by case, blanks and the like, or by a letter. The one that
 * fewer rules ask for is the finding; of two that are asked equally often the later.
 */
export function nearlyTheSame(asked: readonly AskedText[]): readonly LintFinding[] {
  const byPath = new Map<string, Map<string, AskedText[]>>();
  for (const one of asked) {
    const path = JSON.stringify(one.path);
    const byText = byPath.get(path) ?? new Map<string, AskedText[]>();
    byPath.set(path, byText);
    const known = byText.get(one.value);
    if (known) known.push(one);
    else byText.set(one.value, [one]);
  }
  return [...byPath.values()].flatMap((byText) => findingsIn([...byText.values()]));
}

function findingsIn(uses: readonly (readonly AskedText[])[]): LintFinding[] {
  const often = [...uses].sort((a, b) => b.length - a.length).slice(0, MAX_TEXTS);
  return often.flatMap(([one, ...more], at) => {
    // Where one rule has both, they are meant.
    const rules = new Set([one, ...more].map((use) => use?.rule));
    const before = often.slice(0, at).filter((others) => !others.some(({ rule }) => rules.has(rule)));
    const [other] = before.find(([first]) => isNear(first, one)) ?? [];
    if (one === undefined || other === undefined) return [];
    return [one, ...more].map(({ rule, path, value, start, end }): LintFinding => {
      const like = { rule: other.rule, value: other.value };
      return { kind: 'nearly-the-same', level: 'warning', rule, path, value, other: like, start, end };
    });
  });
}

function isNear(a: AskedText | undefined, b: AskedText | undefined): boolean {
  return a !== undefined && b !== undefined && textDifferences(a.value, b.value).length > 0;
}
