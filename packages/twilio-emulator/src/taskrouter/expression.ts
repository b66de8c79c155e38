import type { Dialect } from './dialect';
import { arrayOperators, comparisons, type Comparison } from './operators';
import { ExpressionError, keySteps, tokenize, type Token } from './tokens';

/** A worker as target workers expressions see it. */
export interface EvaluatedWorker {
  readonly sid: string | null;
  readonly friendly_name: string | null;
  readonly activity_sid: string | null;
  readonly activity_name: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Task channels by unique name, for the undocumented `worker.channel.voice...`. */
  readonly channel: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Whether a worker is eligible. */
export type WorkerPredicate = (worker: EvaluatedWorker) => boolean;

type Operand = { readonly read: (worker: EvaluatedWorker) => unknown; readonly constant: boolean };

const nobody: WorkerPredicate = () => false;

/**
 * Compiles a target workers expression. An empty one matches nobody.
 * The worker's own fields (`sid`, `friendly_name`, `activity_sid`, `activity_name`) win over
 * attributes of the same name; a missing key is null.
 * @throws ExpressionError
 */
export function compileExpression(expression: string, dialect: Dialect): WorkerPredicate {
  const tokens = tokenize(expression, dialect);
  if (tokens.length === 0) return nobody;
  return new Parser(expression, tokens, dialect).parse();
}

/** A recursive descent over the tokens of one expression. */
class Parser {
  #at = 0;
  readonly #comparisons: ReadonlyMap<string, Comparison>;

  constructor(
    private readonly expression: string,
    private readonly tokens: readonly Token[],
    private readonly dialect: Dialect,
  ) {
    this.#comparisons = comparisons(dialect);
  }

  parse(): WorkerPredicate {
    const predicate = this.#junction();
    if (this.#at < this.tokens.length) throw this.#error(`something left over after token ${this.#at}`);
    return predicate;
  }

  #junction(): WorkerPredicate {
    const { precedence } = this.dialect;
    if (precedence === 'and-first')
      return this.#chain(['OR'], () => this.#chain(['AND'], () => this.#primary()));
    if (precedence === 'or-first')
      return this.#chain(['AND'], () => this.#chain(['OR'], () => this.#primary()));
    return this.#chain(['AND', 'OR'], () => this.#primary());
  }

  #chain(words: readonly string[], operand: () => WorkerPredicate): WorkerPredicate {
    let left = operand();
    for (let word = this.#word(); word !== undefined && words.includes(word); word = this.#word()) {
      this.#at += 1;
      left = join(word, left, operand());
    }
    return left;
  }

  #primary(): WorkerPredicate {
    if (this.#accept('(')) {
      const inner = this.#junction();
      this.#expect(')');
      return inner;
    }
    return this.#comparison();
  }

  #comparison(): WorkerPredicate {
    const leftToken = this.tokens[this.#at];
    const left = this.#operand();
    const operator = this.#accept('NOT') ? `NOT ${this.#take()}` : this.#take();
    const compare = this.#comparisons.get(operator);
    if (!compare) throw this.#error(`unknown operator ${operator}`);
    if (this.#word() === '[' && !arrayOperators.has(operator)) throw this.#error(`a list after ${operator}`);
    const right = this.#operand();
    const asKey =
      leftToken?.kind === 'constant' && leftToken.quoted && right.constant && this.dialect.quotedKeys;
    const read = asKey ? keyReader(keySteps(String(leftToken.value))) : left.read;
    return (worker) => compare(read(worker), right.read(worker));
  }

  #operand(): Operand {
    const token = this.tokens[this.#at];
    if (!token) throw this.#error('an early end');
    this.#at += 1;
    if (token.kind === 'key') return { read: keyReader(token.steps), constant: false };
    if (token.kind === 'constant') {
      const { value } = token;
      return { read: () => value, constant: true };
    }
    if (token.word === '[') {
      const list = this.#list();
      return { read: () => list, constant: true };
    }
    throw this.#error(`unexpected ${token.word}`);
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    if (this.#accept(']')) return list;
    do {
      const token = this.tokens[this.#at];
      if (token?.kind !== 'constant') throw this.#error('a list entry that is no constant');
      list.push(token.value);
      this.#at += 1;
    } while (this.#accept(','));
    this.#expect(']');
    return list;
  }

  #word(): string | undefined {
    const token = this.tokens[this.#at];
    return token?.kind === 'word' ? token.word : undefined;
  }

  #take(): string {
    const word = this.#word();
    if (word === undefined) throw this.#error('a missing operator');
    this.#at += 1;
    return word;
  }

  #accept(word: string): boolean {
    if (this.#word() !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#accept(word)) throw this.#error(`a missing ${word}`);
  }

  #error(problem: string): ExpressionError {
    return new ExpressionError(this.expression, problem);
  }
}

function join(word: string, left: WorkerPredicate, right: WorkerPredicate): WorkerPredicate {
  return word === 'AND'
    ? (worker) => left(worker) && right(worker)
    : (worker) => left(worker) || right(worker);
}

function keyReader(steps: readonly (string | number)[]): (worker: EvaluatedWorker) => unknown {
  const [first, ...rest] = steps;
  if (first === 'worker' && rest.length > 0) return workerReader(rest, steps);
  if (rest.length === 0) {
    if (
      first === 'sid' ||
      first === 'friendly_name' ||
      first === 'activity_sid' ||
      first === 'activity_name'
    ) {
      return (worker) => worker[first];
    }
    return (worker) => step(worker.attributes, first);
  }
  return (worker) => walk(worker.attributes, steps);
}

/** `worker.x` is x, unless the worker has an attribute `worker` of its own. */
function workerReader(
  rest: readonly (string | number)[],
  whole: readonly (string | number)[],
): (worker: EvaluatedWorker) => unknown {
  const unprefixed: (worker: EvaluatedWorker) => unknown =
    rest[0] === 'channel' ? (worker) => walk(worker.channel, rest.slice(1)) : keyReader(rest);
  return (worker) => ('worker' in worker.attributes ? walk(worker.attributes, whole) : unprefixed(worker));
}

function walk(start: unknown, steps: readonly (string | number)[]): unknown {
  let value = start;
  for (const name of steps) value = step(value, name);
  return value;
}

function step(value: unknown, name: string | number | undefined): unknown {
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return typeof name === 'number' ? (list[name] ?? null) : null;
  }
  if (typeof value !== 'object' || value === null || typeof name !== 'string' || name === '__proto__')
    return null;
  const found = (value as Record<string, unknown>)[name];
  // JSON holds no functions: one that is found here is inherited, like `constructor`.
  return found === undefined || typeof found === 'function' ? null : found;
}
