import fc from 'fast-check';
import type { Chain, Comparison, Condition, Operand, Reference, WorkerFacts } from '../src/index';

/**
 * One complete way to read the language: every question that Twilio leaves open has one answer. The evaluator below
 * is as plain as can be and shares no code with the package.
 */
export interface Dialect {
  readonly precedence: 'and-first' | 'or-first' | 'from-left' | 'from-right';
  /** How values of different types compare. */
  readonly coercion: 'none' | 'numbers' | 'texts';
  readonly isNullLikeNothing: boolean;
  readonly isNullEqualToNull: boolean;
  readonly areNumericTextsNumbers: boolean;
  readonly isNotInNegationOnly: boolean;
  readonly structures: 'never' | 'any' | 'all';
  readonly attributesHideFields: boolean;
  readonly workerIsKey: boolean;
  readonly quotesAreKeys: boolean;
  readonly backslashEscapes: boolean;
}

export const dialect: fc.Arbitrary<Dialect> = fc.record({
  precedence: fc.constantFrom('and-first', 'or-first', 'from-left', 'from-right'),
  coercion: fc.constantFrom('none', 'numbers', 'texts'),
  isNullLikeNothing: fc.boolean(),
  isNullEqualToNull: fc.boolean(),
  areNumericTextsNumbers: fc.boolean(),
  isNotInNegationOnly: fc.boolean(),
  structures: fc.constantFrom('never', 'any', 'all'),
  attributesHideFields: fc.boolean(),
  workerIsKey: fc.boolean(),
  quotesAreKeys: fc.boolean(),
  backslashEscapes: fc.boolean(),
});

/** What a dialect says of a worker whose facts are all known. */
export function evaluateIn(read: Dialect, tree: Condition, worker: WorkerFacts): boolean {
  switch (tree.kind) {
    case 'group':
      return evaluateIn(read, tree.inner, worker);
    case 'chain':
      return evaluateChain(read, tree, worker);
    case 'comparison':
      return evaluateComparison(read, tree, worker);
  }
}

/** Has the chain computed by JavaScript, from a text with the dialect's parentheses in it. */
function evaluateChain(read: Dialect, { operands, operators }: Chain, worker: WorkerFacts): boolean {
  const words = operands.map((operand) => String(evaluateIn(read, operand, worker)));
  return fold(read.precedence, words, [...operators]) === 'true';
}

function fold(precedence: Dialect['precedence'], words: string[], operators: string[]): string {
  if (operators.length === 0) return words[0] ?? 'false';
  const wanted = precedence === 'or-first' ? 'OR' : 'AND';
  const firstWanted = Math.max(0, operators.indexOf(wanted));
  const at =
    precedence === 'from-left' ? 0 : precedence === 'from-right' ? operators.length - 1 : firstWanted;
  const [left, right] = [words[at] === 'true', words[at + 1] === 'true'];
  const joined = String(operators[at] === 'AND' ? left && right : left || right);
  words.splice(at, 2, joined);
  operators.splice(at, 1);
  return fold(precedence, words, operators);
}

function evaluateComparison(read: Dialect, node: Comparison, worker: WorkerFacts): boolean {
  const isQuotedKey = read.quotesAreKeys && node.left.kind === 'string' && node.right.kind !== 'reference';
  const left = isQuotedKey ? quotedValue(read, node.left, worker) : valueOf(read, node.left, worker);
  const right = valueOf(read, node.right, worker);
  switch (node.operator) {
    case 'HAS':
      return has(read, left, right);
    case 'IN':
      return has(read, right, left);
    case 'NOT IN':
      return notIn(read, left, right);
    case '==':
      return same(read, left, right);
    case '!=':
      return !isStructure(left) && !isStructure(right) && !same(read, left, right);
    case 'CONTAINS':
      return containsText(read, left, right);
    default:
      return compares(read, node.operator, left, right);
  }
}

function valueOf(read: Dialect, operand: Operand, worker: WorkerFacts): unknown {
  switch (operand.kind) {
    case 'null':
      return null;
    case 'string':
      return read.backslashEscapes ? operand.value.replace(/\\([^])/gu, '$1') : operand.value;
    case 'array':
      return operand.elements.map((element) => valueOf(read, element, worker));
    case 'reference':
      return referenceValue(read, operand, worker);
    default:
      return operand.value;
  }
}

function referenceValue(read: Dialect, { path, prefix }: Reference, worker: WorkerFacts): unknown {
  if (prefix !== undefined && read.workerIsKey && owns(worker.attributes, 'worker')) {
    return walk(worker.attributes, ['worker', ...path]);
  }
  const fields: Record<string, unknown> = { sid: worker.sid, friendly_name: worker.friendlyName };
  const [first = ''] = path;
  const isField = path.length === 1 && owns(fields, first);
  if (isField && !(read.attributesHideFields && owns(worker.attributes, first))) return fields[first];
  return walk(worker.attributes, path);
}

function quotedValue(read: Dialect, operand: Operand, worker: WorkerFacts): unknown {
  const text = operand.kind === 'string' ? operand.value : '';
  return referenceValue(read, { kind: 'reference', path: [text], start: 0, end: 0 }, worker);
}

function walk(value: unknown, path: readonly (string | number)[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  const fits = Array.isArray(value) ? typeof step === 'number' : typeof step === 'string';
  return fits && owns(value, step) ? walk((value as Record<string | number, unknown>)[step], rest) : null;
}

function owns(value: unknown, key: string | number): boolean {
  return typeof value === 'object' && value !== null && Object.prototype.hasOwnProperty.call(value, key);
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function same(read: Dialect, left: unknown, right: unknown): boolean {
  if (isStructure(left) || isStructure(right)) return false;
  if (left === null && right === null) return read.isNullEqualToNull;
  if (left === null || right === null)
    return read.isNullLikeNothing && ['', 0, false, 'null'].includes((left ?? right) as string);
  if (typeof left === typeof right || read.coercion === 'none') return left === right;
  return read.coercion === 'numbers' ? Number(left) === Number(right) : text(left) === text(right);
}

function compares(read: Dialect, operator: string, left: unknown, right: unknown): boolean {
  if (left === null || right === null || isStructure(left) || isStructure(right)) return false;
  const areTexts = typeof left === 'string' && typeof right === 'string';
  const areNumbers = typeof left === 'number' && typeof right === 'number';
  const areNumeric = !Number.isNaN(Number(left)) && !Number.isNaN(Number(right));
  if (areNumbers || (areTexts && areNumeric && read.areNumericTextsNumbers))
    return holds(operator, Number(left), Number(right));
  if (areTexts) return holds(operator, left, right);
  if (read.coercion === 'none') return false;
  if (read.coercion === 'texts') return holds(operator, text(left), text(right));
  return areNumeric && holds(operator, Number(left), Number(right));
}

function holds<T extends string | number>(operator: string, left: T, right: T): boolean {
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  return operator === '<' ? left < right : left <= right;
}

function containsText(read: Dialect, left: unknown, right: unknown): boolean {
  if (left === null || right === null || isStructure(left) || isStructure(right)) return false;
  if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
  return read.coercion === 'texts' && text(left).includes(text(right));
}

function has(read: Dialect, left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && !isStructure(right)) return left.some((element) => same(read, element, right));
  if (read.structures === 'never') return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    const isElement = left.some((element) => JSON.stringify(element) === JSON.stringify(right));
    const isHeld = (value: unknown) => has(read, left, value);
    return isElement || (read.structures === 'any' ? right.some(isHeld) : right.every(isHeld));
  }
  if (Array.isArray(left)) return left.some((element) => JSON.stringify(element) === JSON.stringify(right));
  return typeof right === 'string' && isStructure(left) && owns(left, right);
}

function notIn(read: Dialect, left: unknown, right: unknown): boolean {
  const isUndescribed = left === null || isStructure(left) || !Array.isArray(right) || right.includes(null);
  if (isUndescribed && !isStructure(left) && right !== null && !isStructure(right)) return false;
  if (isUndescribed && !read.isNotInNegationOnly) return false;
  return !has(read, right, left);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
