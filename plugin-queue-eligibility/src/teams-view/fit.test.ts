import { describe, expect, it } from '@jest/globals';
import { countFitting } from './fit';

/** Ten pixels a letter. */
const measure = (text: string) => text.length * 10;

describe('how many names fit', () => {
  it('counts the room that "+2" takes, where not all do', () => {
    const names = ['aaaa', 'bbbb', 'cccc'];
    // 66 px each; "+1" takes 46.
    expect(countFitting(names, 198, measure)).toBe(3);
    expect(countFitting(names, 197, measure)).toBe(2);
    expect(countFitting(names, 178, measure)).toBe(2);
    expect(countFitting(names, 177, measure)).toBe(1);
  });

  it('shows one at least, and a long name no longer than its most', () => {
    expect(countFitting(['a'.repeat(80), 'b'], 50, measure)).toBe(1);
    expect(countFitting(['a'.repeat(80), 'b'], 200 + 26 + 36, measure)).toBe(2);
    expect(countFitting([], 100, measure)).toBe(0);
  });
});
