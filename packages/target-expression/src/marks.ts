const BITS = 32;

/** A set of small numbers that gives them back in order without sorting, and without allocating as it is filled. */
export interface Marks {
  clear(): void;
  add(number: number): void;
  /** What is marked, ascending. */
  list(): number[];
}

/** Marks for the numbers below `size`. */
export function createMarks(size: number): Marks {
  const words = new Uint32Array(Math.ceil(size / BITS));
  return {
    clear: () => void words.fill(0),
    add(number) {
      const at = (number / BITS) | 0;
      words[at] = (words[at] ?? 0) | (1 << (number % BITS));
    },
    list() {
      const numbers: number[] = [];
      for (let at = 0; at < words.length; at += 1) {
        for (let word = words[at] ?? 0; word !== 0; word &= word - 1) {
          // The lowest bit that is set.
          numbers.push(at * BITS + BITS - 1 - Math.clz32(word & -word));
        }
      }
      return numbers;
    },
  };
}
