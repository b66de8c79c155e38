import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PATIENCE } from './open-flex';

/**
 * Axe finds nothing in a part of the page that keeps somebody from using it. From then on nothing in the page fades: a
 * button on its way from disabled to enabled has colours that nobody can read, and nobody has to.
 */
export async function expectAccessible(page: Page, selector: string): Promise<void> {
  await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
  // A dialog fades in by a script of its own.
  const isThere = `[...document.querySelectorAll(${JSON.stringify(selector)})].every((found) => {
    for (let part = found; part; part = part.parentElement)
      if (getComputedStyle(part).opacity !== '1') return false;
    return true;
  })`;
  await page.waitForFunction(isThere, undefined, PATIENCE);
  // In the page itself, which has no frames of others, and without lists of what is as it should be: either costs more
  // than the search.
  const axe = new AxeBuilder({ page })
    .include(selector)
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
}
