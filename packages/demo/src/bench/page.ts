/** A page lacks the place for a table. */
export class NoRegion extends Error {
  constructor(region: string) {
    super(`the page has no region between ${begin(region)} and ${end(region)}`);
  }
}

const begin = (region: string): string => `<!-- ${region} -->`;
const end = (region: string): string => `<!-- /${region} -->`;

/**
 * A page with another text between the marks of a region, and everything else as it was.
 * @throws NoRegion
 */
export function withRegion(page: string, region: string, text: string): string {
  const from = page.indexOf(begin(region));
  const to = page.indexOf(end(region), from);
  if (from < 0 || to < 0) throw new NoRegion(region);
  return `${page.slice(0, from + begin(region).length)}\n\n${text.trim()}\n\n${page.slice(to)}`;
}
