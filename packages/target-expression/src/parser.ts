import { SyntaxFault } from './fault';
import type { Expected } from './fault';
import { tokenize } from './lexer';
import type { Keyword, SymbolText, Token } from './lexer';
import { quotedKey, readsChannels, reference } from './references';
import type {
  Chain,
  Comparison,
  ComparisonOperator,
  Condition,
  Empty,
  Group,
  LogicalOperator,
  Operand,
  Reference,
  Scalar,
  Span,
} from './tree';
import type { UndocumentedForm, UndocumentedUse } from './undocumented';

/** Parentheses may stand in each other this deep; nobody's rule does, and the stack stays small. */
export const MAX_DEPTH = 200;

/** Numbers with more significant digits than this may not survive a double. */
const EXACT_DIGITS = 15;

export interface ParsedText {
  readonly tree: Condition | Empty;
  /** In the order of the text. */
  readonly undocumented: readonly UndocumentedUse[];
}

/**
 * Reads a whole text.
 *
 * @throws SyntaxFault when it is not an expression.
 */
export function parseText(text: string): ParsedText {
  const parser = new Parser(text);
  const tree = parser.whole();
  return { tree, undocumented: parser.undocumented.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** Recursive descent over the tokens; notes each undocumented form as it passes. */
class Parser {
  readonly undocumented: UndocumentedUse[] = [];
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  whole(): Condition | Empty {
    if (this.peek().type === 'end') return { kind: 'empty', start: 0, end: this.text.length };
    const tree = this.chain();
    if (this.peek().type !== 'end') throw this.fault('and-or-end');
    return tree;
  }

  private chain(): Condition {
    const first = this.term();
    const operands = [first];
    const operators: LogicalOperator[] = [];
    let last = first;
    for (;;) {
      const operator = this.takeKeyword('AND') ?? this.takeKeyword('OR');
      if (operator === undefined) break;
      last = this.term();
      operators.push(operator === 'AND' ? 'AND' : 'OR');
      operands.push(last);
    }
    if (operators.length === 0) return first;
    return { kind: 'chain', operands, operators, start: first.start, end: last.end } satisfies Chain;
  }

  private term(): Comparison | Group {
    const open = this.takeSymbol('(');
    if (open === undefined) return this.comparison();
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new SyntaxFault({ code: 'nested-too-deep', max: MAX_DEPTH }, open);
    const inner = this.chain();
    const close = this.takeSymbol(')');
    if (close === undefined) throw this.fault('and-or-close');
    this.depth -= 1;
    return { kind: 'group', inner, start: open.start, end: close.end };
  }

  private comparison(): Comparison {
    const left = this.operand();
    const operator = this.operator();
    const right = this.operand();
    const node: Comparison = { kind: 'comparison', operator, left, right, start: left.start, end: right.end };
    const takesList = operator === 'IN' || operator === 'NOT IN';
    if (quotedKey(node) !== undefined) this.note('quoted-key', left);
    if (takesList && right.kind === 'reference') this.note('reference-list', right);
    if (left.kind === 'array') this.note('array-position', left);
    if (!takesList && right.kind === 'array') this.note('array-position', right);
    return node;
  }

  private operator(): ComparisonOperator {
    const token = this.peek();
    if (token.type === 'symbol') {
      const operator = SYMBOL_OPERATORS.get(token.symbol);
      if (operator !== undefined) {
        this.at += 1;
        if (token.symbol === '=') this.note('single-equals', token);
        return operator;
      }
    }
    if (this.takeKeyword('HAS') !== undefined) return 'HAS';
    if (this.takeKeyword('CONTAINS') !== undefined) return 'CONTAINS';
    if (this.takeKeyword('IN') !== undefined) return 'IN';
    if (this.takeKeyword('NOT') !== undefined) {
      if (this.takeKeyword('IN') === undefined) throw this.fault('in-after-not');
      return 'NOT IN';
    }
    throw this.fault('operator');
  }

  private operand(): Operand {
    const token = this.peek();
    if (token.type === 'reference') {
      this.at += 1;
      return this.reference(token.path, token);
    }
    const open = this.takeSymbol('[');
    if (open === undefined) return this.scalar('operand');
    const elements: Scalar[] = [];
    let close = this.takeSymbol(']');
    if (close !== undefined) this.note('empty-array', { start: open.start, end: close.end });
    while (close === undefined) {
      elements.push(this.scalar('constant'));
      close = this.takeSymbol(']');
      if (close === undefined && this.takeSymbol(',') === undefined) throw this.fault('comma-or-close');
    }
    return { kind: 'array', elements, start: open.start, end: close.end };
  }

  private reference(path: Reference['path'], span: Span): Reference {
    const node = reference(path, span);
    if (node.prefix !== undefined) this.note('worker-prefix', node);
    if (readsChannels(node)) this.note('worker-channel', node);
    if (/[^\w.[\]]/.test(this.text.slice(span.start, span.end))) this.note('non-ascii-key', node);
    return node;
  }

  private scalar(expected: Expected): Scalar {
    const token = this.peek();
    const { start, end } = token;
    if (token.type === 'string') {
      this.at += 1;
      if (token.escaped) this.note('escape', token);
      return { kind: 'string', value: token.value, start, end };
    }
    if (token.type === 'number') {
      this.at += 1;
      const digits = this.text.slice(start, end);
      if (digits.startsWith('-')) this.note('negative-number', token);
      if (digits.replace(/^[-0.]+|\./g, '').length > EXACT_DIGITS) this.note('large-number', token);
      return { kind: 'number', value: token.value, start, end };
    }
    if (this.takeKeyword('TRUE') !== undefined) return { kind: 'boolean', value: true, start, end };
    if (this.takeKeyword('FALSE') !== undefined) return { kind: 'boolean', value: false, start, end };
    if (this.takeKeyword('NULL') === undefined) throw this.fault(expected);
    this.note('null-literal', token);
    return { kind: 'null', start, end };
  }

  private takeSymbol(symbol: SymbolText): Token | undefined {
    const token = this.peek();
    if (token.type !== 'symbol' || token.symbol !== symbol) return undefined;
    this.at += 1;
    return token;
  }

  private takeKeyword(keyword: Keyword): Keyword | undefined {
    const token = this.peek();
    if (token.type !== 'keyword' || token.keyword !== keyword) return undefined;
    this.at += 1;
    const isConstant = keyword === 'TRUE' || keyword === 'FALSE' || keyword === 'NULL';
    const documented = isConstant ? keyword.toLowerCase() : keyword;
    if (this.text.slice(token.start, token.end) !== documented) this.note('keyword-case', token);
    const neighbours = this.text.charAt(token.start - 1) + this.text.charAt(token.end);
    if (!isConstant && /[^\s()]/.test(neighbours)) this.note('no-space', token);
    return keyword;
  }

  private peek(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw new RangeError('Read past the end token');
    return token;
  }

  private note(form: UndocumentedForm, { start, end }: Span): void {
    this.undocumented.push({ form, start, end });
  }

  private fault(expected: Expected): SyntaxFault {
    const token = this.peek();
    const found = token.type === 'end' ? null : this.text.slice(token.start, token.end);
    return new SyntaxFault({ code: 'expected', expected, found }, token);
  }
}

const SYMBOL_OPERATORS = new Map<SymbolText, ComparisonOperator>([
  ['==', '=='],
  ['=', '=='],
  ['!=', '!='],
  ['>', '>'],
  ['>=', '>='],
  ['<', '<'],
  ['<=', '<='],
]);
