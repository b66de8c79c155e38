import { ApiError } from '../errors';
import { isJsonObject } from '../parameters';

/** Whether an entry of an index matches a query. */
export type QueryPredicate = (data: unknown) => boolean;

/** Most values in an array: https://www.twilio.com/docs/sync/live-query */
const maxArrayValues = 29;

type Token =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'sign' | 'word'; readonly value: string };

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(==|!=|&&|\|\||[()[\],])|([A-Za-z_][\w.-]*))/y;

/**
 * Compiles a Live Query. An empty one matches everything. A comparison with an array matches when it does with one of
 * its elements, which is what plugins in use rely on.
 * @throws ApiError 400 54507 for what is no query, 54510 for an array of 30 values and more.
 */
export function compileQuery(text: string): QueryPredicate {
  const tokens = tokenize(text);
  if (tokens.length === 0) return () => true;
  const parser = new Parser(tokens);
  return parser.parse();
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw invalid(`unexpected "${source.slice(at, at + 20).trim()}"`);
    const [, quoted, sign, word] = match;
    if (quoted !== undefined) tokens.push({ type: 'text', value: readText(quoted) });
    else if (sign !== undefined) tokens.push({ type: 'sign', value: sign });
    else tokens.push({ type: 'word', value: word ?? '' });
  }
  return tokens;
}

function readText(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw invalid(`${quoted} is not a string`);
  }
}

const COMPARISONS: Readonly<Record<string, (found: string, wanted: readonly string[]) => boolean>> = {
  in: (found, wanted) => wanted.includes(found),
  '==': (found, [wanted]) => found === wanted,
  eq: (found, [wanted]) => found === wanted,
  contains: (found, [wanted = '']) => found.includes(wanted),
};
const NEGATED: Readonly<Record<string, string>> = { not_in: 'in', '!=': '==', not_eq: '==' };

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): QueryPredicate {
    const predicate = this.either();
    const rest = this.tokens[this.at];
    if (rest) throw invalid(`unexpected "${rest.value}"`);
    return predicate;
  }

  private either(): QueryPredicate {
    const parts = [this.both()];
    while (this.takeOneOf('or', '||')) parts.push(this.both());
    return (data) => parts.some((part) => part(data));
  }

  private both(): QueryPredicate {
    const parts = [this.one()];
    while (this.takeOneOf('and', '&&')) parts.push(this.one());
    return (data) => parts.every((part) => part(data));
  }

  private one(): QueryPredicate {
    if (this.takeOneOf('(')) {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    const field = this.next('a field');
    if (field.type !== 'word') throw invalid(`"${field.value}" is not a field`);
    const path = field.value.split('.');
    const operator = this.next('an operator').value.toLowerCase();
    const positive = NEGATED[operator] ?? operator;
    const compare = COMPARISONS[positive];
    if (!compare) throw invalid(`"${operator}" is not an operator`);
    const wanted = positive === 'in' ? this.array() : [this.text()];
    const matches: QueryPredicate = (data) => valuesAt(data, path).some((found) => compare(found, wanted));
    return operator === positive ? matches : (data) => !matches(data);
  }

  private array(): string[] {
    this.expect('[');
    const values: string[] = [];
    if (this.takeOneOf(']')) return values;
    do values.push(this.text());
    while (this.takeOneOf(','));
    this.expect(']');
    if (values.length > maxArrayValues) {
      const message = `An array of a query has at most ${maxArrayValues} values, and this one has ${values.length}`;
      throw new ApiError({ status: 400, code: 54510, message });
    }
    return values;
  }

  private text(): string {
    const token = this.next('a string');
    if (token.type !== 'text') throw invalid(`"${token.value}" is not a string in double quotes`);
    return token.value;
  }

  private next(wanted: string): Token {
    const token = this.tokens[this.at++];
    if (!token) throw invalid(`it ends where ${wanted} must stand`);
    return token;
  }

  private takeOneOf(...values: string[]): boolean {
    const token = this.tokens[this.at];
    if (!token || token.type === 'text' || !values.includes(token.value.toLowerCase())) return false;
    this.at += 1;
    return true;
  }

  private expect(value: string): void {
    if (!this.takeOneOf(value)) throw invalid(`"${value}" is missing`);
  }
}

/** The scalars at a path, as strings; the elements of an array each. `data.` names the entry itself. */
function valuesAt(data: unknown, path: readonly string[]): string[] {
  const steps = path[0] === 'data' ? path.slice(1) : path;
  const found = steps.reduce<unknown>((value, step) => (isJsonObject(value) ? value[step] : undefined), data);
  return (Array.isArray(found) ? (found as unknown[]) : [found])
    .filter((value) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(String);
}

function invalid(why: string): ApiError {
  return new ApiError({ status: 400, code: 54507, message: `Invalid query: ${why}` });
}
