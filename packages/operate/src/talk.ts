/** What a command tells whoever runs it. */
export interface Talk {
  line(text?: string): void;
  /** Shown in place of the last one, where there is a terminal. */
  progress(text: string): void;
}

interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Without a terminal a progress line is written this often, ms. */
const PLAIN_EVERY_MS = 5_000;
const CLEAR_LINE = '\r\x1b[K';

/** Talks to a terminal, or to a log file. */
export function createTalk(output: Output): Talk {
  let isDrawn = false;
  let plainAtMs = -Infinity;
  return {
    line(text = '') {
      output.write(`${isDrawn ? CLEAR_LINE : ''}${text}\n`);
      isDrawn = false;
    },
    progress(text) {
      if (output.isTTY) {
        output.write(CLEAR_LINE + text);
        isDrawn = true;
      } else if (Date.now() - plainAtMs >= PLAIN_EVERY_MS) {
        plainAtMs = Date.now();
        output.write(`${text}\n`);
      }
    },
  };
}

/** 5100 as `5,100`, with the noun it counts. */
export const counted = (value: number, noun: string): string =>
  `${value.toLocaleString('en-GB')} ${noun}${value === 1 ? '' : 's'}`;
