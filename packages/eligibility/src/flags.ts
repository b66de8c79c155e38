/** Some of a list of things, as a string of 0 and 1 in the order of the list: small enough for thousands. */
export const toFlags = (sids: readonly string[], chosen: ReadonlySet<string>): string =>
  chosen.size === 0 ? '' : sids.map((sid) => (chosen.has(sid) ? '1' : '0')).join('');

export const fromFlags = (sids: readonly string[], flags: string): string[] =>
  sids.filter((_sid, i) => flags[i] === '1');
