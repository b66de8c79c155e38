import type { Page } from 'playwright-core';
import { OpenFlex, PATIENCE } from './open-flex';

/**
 * `npm run bench:what-if`: how long after the last keystroke "What if" shows its first answer, in the real Flex UI, with
 * 5,100 agents and 60 queues, and the longest that one keystroke had to wait meanwhile; and how long the coverage of 15,000
 * agents and 500 queues takes, and the longest that the tab did not answer meanwhile.
 */
const ROUNDS = 7;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Types a rule that is another one each time. Answers the ms until its effect is drawn, and the longest keystroke. */
async function round(page: Page, at: number): Promise<{ answerMs: number; keyMs: number }> {
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  const keys: number[] = [];
  for (const key of `routing.skills HAS 'billing' AND languages HAS 'en' OR extra${at} == 1`) {
    const before = performance.now();
    await page.keyboard.type(key);
    keys.push(performance.now() - before);
  }
  const startedAt = performance.now();
  await page.locator('[data-testid="what-if-effect"][aria-busy="false"] dd').first().waitFor(PATIENCE);
  const answerMs = performance.now() - startedAt;
  return { answerMs, keyMs: Math.max(...keys) };
}

async function measureWhatIf(): Promise<void> {
  const flex = await OpenFlex.open({ workers: 5_100, queues: 60, queuesAttribute: 'in-step' });
  try {
    const queueSid = [...flex.emulator.taskRouter.queues.keys()][0] ?? '';
    const startedAt = performance.now();
    const page = await flex.tab('admin', `queue-eligibility/what-if/${queueSid}`);
    const editor = page.getByLabel('Who is to be eligible');
    await editor.waitFor({ timeout: 3 * PATIENCE.timeout });
    const openMs = performance.now() - startedAt;
    await editor.click();
    const rounds: { answerMs: number; keyMs: number }[] = [];
    for (let at = 0; at < ROUNDS; at++) rounds.push(await round(page, at));
    const answers = rounds.map(({ answerMs }) => answerMs);
    console.log(`| measured, 5,100 agents and 60 queues | figure |
| --- | --- |
| from the last keystroke to the effect, median of ${ROUNDS} | ${Math.round(median(answers))} ms |
| the longest of them | ${Math.round(Math.max(...answers))} ms |
| the longest keystroke, by the browser's driver | ${Math.round(Math.max(...rounds.map(({ keyMs }) => keyMs)))} ms |
| from opening Flex until all agents are read | ${Math.round(openMs)} ms |`);
  } finally {
    await flex.close();
  }
}

/** In the tab: from now on the longest time between two turns of its loop is kept. */
const WATCH_TURNS = `(() => {
  let last = performance.now();
  window.longestTurnMs = 0;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    window.longestTurnMs = Math.max(window.longestTurnMs, now - last);
    last = now;
    channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
})()`;

async function measureCoverage(): Promise<void> {
  const flex = await OpenFlex.open({ workers: 15_000, queues: 500, queuesAttribute: 'in-step' });
  try {
    const page = await flex.tab('admin', 'queue-eligibility');
    // The agents are read for whichever tab wants them first.
    await page.getByRole('tab', { name: 'What if', exact: true }).click(PATIENCE);
    const startedAt = performance.now();
    await page.getByLabel('Who is to be eligible').waitFor({ timeout: 5 * PATIENCE.timeout });
    const readMs = performance.now() - startedAt;
    await page.evaluate(WATCH_TURNS);
    const clickedAt = performance.now();
    await page.getByRole('tab', { name: 'Coverage' }).click();
    await page.getByLabel('Finding', { exact: true }).waitFor({ timeout: 5 * PATIENCE.timeout });
    const coverageMs = performance.now() - clickedAt;
    const longestMs = await page.evaluate<number>('window.longestTurnMs');
    console.log(`
| measured, 15,000 agents and 500 queues | figure |
| --- | --- |
| until all agents are read | ${Math.round(readMs)} ms |
| from the click on "Coverage" until it is shown | ${Math.round(coverageMs)} ms |
| the longest that the tab did not answer meanwhile | ${Math.round(longestMs)} ms |`);
  } finally {
    await flex.close();
  }
}

async function main(): Promise<void> {
  await measureWhatIf();
  await measureCoverage();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
