/** 5100 as `5,100`. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-GB');

/** With the noun it counts: `1 worker`, `5,100 workers`. */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** Seconds for reading: `4.2 s`, `48 s`, `2 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Seconds for a place of fixed width: `0:48`, `12:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Puts parts behind one another, with commas, so that no line is longer than `width` characters. */
export const wrap = (parts: readonly string[], width: number): string[] => joined(parts, ', ', width);

/** The same for a sentence, between its words. */
export const wrapWords = (sentence: string, width: number): string[] =>
  joined(sentence.split(' '), ' ', width);

function joined(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + separator.length + part.length <= width)
      lines[lines.length - 1] = last + separator + part;
    else lines.push(part);
  }
  return lines;
}
