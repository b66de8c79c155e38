import type { TextMiss } from './types';

/** In which ways a text differs from the wanted one, if it comes near. Empty where it doesn't, or is the same. */
export function textDifferences(found: string, wanted: string): readonly TextMiss['kind'][] {
  if (found === wanted) return [];
  if (found.trim() === wanted.trim()) return ['blanks'];
  if (found.toLowerCase() === wanted.toLowerCase()) return ['case'];
  return [];
}
