import type { Paint } from './bar';

/** Where a screen writes to: `process.stdout`, `process.stderr` or a test's. */
interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Without a terminal a progress line is written this often, ms. */
const PLAIN_EVERY_MS = 2_000;
const CLEAR_LINE = '\r\x1b[K';
const STYLES = { done: 36, rest: 90, bad: 33, good: 32, strong: 1, soft: 2 } as const;

/**
 * Lines of text and, below them, one line that is drawn over while something goes on. Without a terminal there is
 * nothing to draw over: then progress is a plain line now and then.
 */
export class Screen {
  #drawn = '';
  #lastPlainMs = 0;
  readonly #isTerminal: boolean;
  readonly #hasColours: boolean;
  readonly #isPlain: boolean;

  constructor(
    private readonly output: Output,
    environment: Readonly<Record<string, string | undefined>> = process.env,
  ) {
    // Who records what a terminal shows, as CI does, wants lines and nothing drawn over.
    this.#isTerminal = output.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI'];
    this.#isPlain = !drawsBlocks(environment);
    // https://no-color.org
    this.#hasColours = this.#isTerminal && !environment['NO_COLOR'];
  }

  get columns(): number {
    // A terminal that does not know its size says 0.
    return this.output.columns || 80;
  }

  readonly paint = (style: keyof typeof STYLES, text: string): string =>
    this.#hasColours && text !== '' ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text;

  /** Writes lines, above the progress line if there is one. */
  line(text = ''): void {
    this.output.write(`${this.#drawn === '' ? '' : CLEAR_LINE}${text}\n${this.#drawn}`);
  }

  /** Draws the progress line, or writes `plain` when the last time is long enough ago. */
  progress(render: (columns: number, paint: Paint) => string, plain: string, nowMs = Date.now()): void {
    if (this.#isTerminal) {
      const drawn = render(this.columns, this.paint);
      this.#drawn = this.#isPlain ? drawn.replaceAll('█', '#').replaceAll('░', '.') : drawn;
      this.output.write(CLEAR_LINE + this.#drawn);
    } else if (nowMs - this.#lastPlainMs >= PLAIN_EVERY_MS) {
      this.#lastPlainMs = nowMs;
      this.output.write(`${plain}\n`);
    }
  }

  /** Takes the progress line away. */
  endProgress(): void {
    if (this.#drawn !== '') this.output.write(CLEAR_LINE);
    this.#drawn = '';
    this.#lastPlainMs = 0;
  }
}

/** Whether the terminal has characters beyond ASCII: an old console and the C locale have none that can be relied on. */
function drawsBlocks(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { TERM, LC_ALL, LC_CTYPE, LANG, WT_SESSION, TERM_PROGRAM } = environment;
  if (process.platform === 'win32') return Boolean(WT_SESSION ?? TERM_PROGRAM ?? TERM);
  const locale = LC_ALL || LC_CTYPE || LANG;
  return TERM !== 'linux' && (!locale || /utf-?8/i.test(locale));
}
