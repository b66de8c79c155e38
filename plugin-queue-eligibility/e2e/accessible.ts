import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Evaluated in the page, hence a text: the tests themselves are no code for browsers. */
const TRANSITIONS_OVER = `Promise.allSettled(
  document.getAnimations().filter((it) => it instanceof CSSTransition).map(({ finished }) => finished),
)`;

/**
 * Axe finds nothing in a part of the page that keeps somebody from using it. It looks once no transition is under way:
 * a button that fades from disabled to enabled has colours on its way that nobody can read, and nobody has to.
 */
export async function expectAccessible(page: Page, selector: string): Promise<void> {
  await page.evaluate(TRANSITIONS_OVER);
  const { violations } = await new AxeBuilder({ page }).include(selector).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
}
