/** How wide a text is, px. */
export type MeasureText = (text: string) => number;

/** Room around the text of a name, px: padding, border and the gap to the next. */
const AROUND_NAME = 26;
/** The widest that a name is shown; a longer one ends in dots. */
export const MAX_NAME_WIDTH = 200;

/**
 * How many names fit side by side into `width` px, with room left for "+12" where not all do. At least one is shown,
 * whatever it takes.
 */
export function countFitting(names: readonly string[], width: number, measure: MeasureText): number {
  const widths = names.map((name) => Math.min(measure(name), MAX_NAME_WIDTH) + AROUND_NAME);
  if (widths.reduce((sum, one) => sum + one, 0) <= width) return names.length;
  let used = 0;
  for (const [i, one] of widths.entries()) {
    used += one;
    const more = measure(`+${names.length - i - 1}`) + AROUND_NAME;
    if (used + more > width) return Math.max(1, i);
  }
  return names.length;
}

/** Measures texts in the font of the cells, each once. */
export function createTextMeasure(font: string): MeasureText {
  const widths = new Map<string, number>();
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = font;
  return (text) => {
    let width = widths.get(text);
    if (width === undefined) {
      // Without a canvas (a test, an old browser): about what a letter takes.
      width = context ? context.measureText(text).width : text.length * 7;
      widths.set(text, width);
    }
    return width;
  };
}
