/**
 * A small seeded generator (sfc32), so that one seed always gives the same contact centre.
 * Not for secrets: everything it makes can be made again by anybody.
 */
export class Random {
  readonly #state: [number, number, number, number];

  /** @param seed Any text; a different text gives an unrelated sequence. */
  constructor(seed: string) {
    let hash = 1779033703 ^ seed.length;
    for (let i = 0; i < seed.length; i++) {
      hash = Math.imul(hash ^ seed.charCodeAt(i), 3432918353);
      hash = (hash << 13) | (hash >>> 19);
    }
    const word = (): number => {
      hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
      hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
      return (hash ^= hash >>> 16) >>> 0;
    };
    this.#state = [word(), word(), word(), word()];
    for (let i = 0; i < 12; i++) this.#word();
  }

  #word(): number {
    const s = this.#state;
    const sum = (((s[0] + s[1]) | 0) + s[3]) | 0;
    s[3] = (s[3] + 1) | 0;
    s[0] = s[1] ^ (s[1] >>> 9);
    s[1] = (s[2] + (s[2] << 3)) | 0;
    s[2] = ((s[2] << 21) | (s[2] >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    return this.#word() / 4294967296;
  }

  /** A whole number in [0, below). */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** True with the given probability (0..1). */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One element. @throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.int(list.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** `count` different elements, or all of them when there are fewer. */
  sample<T>(list: readonly T[], count: number): T[] {
    const wanted = Math.min(count, list.length);
    const chosen = new Set<number>();
    while (chosen.size < wanted) chosen.add(this.int(list.length));
    return [...chosen].flatMap((index) => list.slice(index, index + 1));
  }

  /** `length` hexadecimal characters. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.#word().toString(16).padStart(8, '0');
    return text.slice(0, length);
  }

  /** A SID: two capital letters and 32 hexadecimal characters. */
  sid(prefix: string): string {
    return prefix + this.hex(32);
  }
}
