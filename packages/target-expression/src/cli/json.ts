import { Problem } from './problem';

/** @throws Problem when the text is no JSON. */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Problem(`${source}: no JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
}
