/** Some of a list of things, a bit each in the order of the list, in base64: small enough for thousands. */
export function toFlags(sids: readonly string[], chosen: ReadonlySet<string>): string {
  if (chosen.size === 0) return '';
  const bytes = Buffer.alloc(Math.ceil(sids.length / 8));
  sids.forEach((sid, i) => {
    if (chosen.has(sid)) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return bytes.toString('base64');
}

export function fromFlags(sids: readonly string[], flags: string): string[] {
  const bytes = Buffer.from(flags, 'base64');
  return sids.filter((_sid, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}
