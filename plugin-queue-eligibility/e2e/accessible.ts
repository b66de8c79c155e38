import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/**
 * Axe finds nothing in a part of the page that keeps somebody from using it. From then on nothing in the page fades: a
 * button on its way from disabled to enabled has colours that nobody can read, and nobody has to.
 */
export async function expectAccessible(page: Page, selector: string): Promise<void> {
  await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
  const { violations } = await new AxeBuilder({ page }).include(selector).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
}
