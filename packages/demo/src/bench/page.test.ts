import { describe, expect, it } from '@jest/globals';
import { NoRegion, withRegion } from './page';

const page =
  'before\n\n<!-- bench -->\n\nold\n\n<!-- /bench -->\n\nbetween\n\n<!-- bench storm -->\n<!-- /bench storm -->\n\nafter\n';

describe('withRegion', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    expect(withRegion(page, 'bench', '| new |\n')).toBe(page.replace('old', '| new |'));
  });

  it('finds each region by its whole name, and fills an empty one', () => {
    expect(withRegion(page, 'bench storm', 'wind')).toBe(
      page.replace('<!-- bench storm -->\n', '<!-- bench storm -->\n\nwind\n\n'),
    );
  });

  it('gives the same page when it is written twice', () => {
    const once = withRegion(page, 'bench', 'new');
    expect(withRegion(once, 'bench', 'new')).toBe(once);
  });

  it('refuses a page without the region, or with half of it', () => {
    expect(() => withRegion(page, 'bench scale', 'x')).toThrow(NoRegion);
    expect(() => withRegion('<!-- /bench --> <!-- bench -->', 'bench', 'x')).toThrow(NoRegion);
  });
});
