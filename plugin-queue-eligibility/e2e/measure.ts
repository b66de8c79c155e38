import { OpenFlex, PATIENCE } from './open-flex';

/**
 * `npm run bench:flex`: what the plugin costs in Teams View, in the real Flex UI: how long until a change of a worker
 * is in the repainted cell, how long 200 agents of 60 queues take to draw, with the column and without it, and how long
 * it takes until the dialog has explained 500 queues of one agent.
 */
const ROUNDS = 5;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** From the answer of TaskRouter to the cell that shows it, ms. */
async function measureRepaint(): Promise<number> {
  const flex = await OpenFlex.open({ workers: 60, queues: 60, queuesAttribute: 'in-step' });
  try {
    // The cell is to be seen following the attribute: nobody else writes it.
    await flex.emulator
      .client()
      .taskrouter.v1.workspaces(flex.emulator.workspaceSid)
      .update({ eventCallbackUrl: '' });
    const page = await flex.tab('supervisor', 'teams');
    await page.getByRole('columnheader', { name: /Eligible queues/ }).waitFor(PATIENCE);
    const [sid = ''] = flex.workerSids();
    const queues = [...flex.emulator.taskRouter.queues.values()];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS * 2; round++) {
      const queue = queues[round];
      if (!queue) break;
      const shown = page
        .getByRole('row')
        .filter({ hasText: 'Mia Measured' })
        .getByText(queue.friendlyName, { exact: true })
        .waitFor(PATIENCE);
      const attributes = JSON.stringify({ full_name: 'Mia Measured', roles: ['agent'], queues: [queue.sid] });
      const startedAt = performance.now();
      await flex.worker(sid).update({ attributes });
      await shown;
      times.push(performance.now() - startedAt);
      // Flex draws changes that follow each other closely together, 0.8 s later: each is to stand alone.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
    return median(times);
  } finally {
    await flex.close();
  }
}

/** Script time of a tab from the click on Teams View until 200 rows stand, ms. */
async function measureDrawing(showColumn: 'always' | 'never'): Promise<number> {
  const flex = await OpenFlex.open({
    workers: 200,
    queues: 120,
    flex: { uiAttributes: { queue_eligibility: { show_column: showColumn } } },
  });
  try {
    const { taskRouter } = flex.emulator;
    await flex.emulator
      .client()
      .taskrouter.v1.workspaces(flex.emulator.workspaceSid)
      .update({ eventCallbackUrl: '' });
    const queues = [...taskRouter.queues.keys()].slice(0, 60);
    for (const sid of flex.workerSids())
      taskRouter.updateWorker(sid, { attributes: { full_name: sid, queues } });
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await flex.tab('supervisor');
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      const busy = async (): Promise<number> => {
        const { metrics } = await session.send('Performance.getMetrics');
        return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
      };
      const before = await busy();
      await page.getByRole('link', { name: 'Teams' }).click();
      // Plain selectors: looking for roles would cost the tab more time the more there is to look at.
      await page.locator('tr').nth(200).waitFor(PATIENCE);
      if (showColumn === 'always') {
        await page.locator('[data-testid="eligible-queues"] button').nth(150).waitFor(PATIENCE);
      }
      times.push((await busy()) - before);
      await page.close();
    }
    return median(times);
  } finally {
    await flex.close();
  }
}

/** In the tab: clicks on the first "+12", and answers after how many ms the explained queues are painted. */
const CLICK_AND_WAIT = `new Promise((resolve) => {
  const startedAt = performance.now();
  const look = () => {
    // After the frame in which it stands, the next task comes when that is painted.
    if (!document.querySelector('[role="dialog"] .why')) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
  };
  document.querySelector('button.more').click();
  look();
})`;

/** From the click on "+12" until the dialog with all queues of the workspace is painted, ms: the first time and later. */
async function measureDialog(queues: number): Promise<{ first: number; later: number }> {
  const flex = await OpenFlex.open({ workers: 20, queues, queuesAttribute: 'in-step' });
  try {
    const page = await flex.tab('supervisor', 'teams');
    const more = page.getByRole('button', { name: /Show all/ }).first();
    await more.waitFor(PATIENCE);
    // Nobody clicks while Flex is still starting.
    await page.waitForLoadState('networkidle');
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      times.push(await page.evaluate<number>(CLICK_AND_WAIT));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    return { first: times[0] ?? 0, later: median(times.slice(1)) };
  } finally {
    await flex.close();
  }
}

async function main(): Promise<void> {
  const repaintMs = await measureRepaint();
  const [without, withColumn] = [await measureDrawing('never'), await measureDrawing('always')];
  const dialog = await measureDialog(500);
  console.log(`| measured | figure |
| --- | --- |
| from a worker's update to the repainted cell, median of ${ROUNDS * 2} | ${Math.round(repaintMs)} ms |
| Teams View with 200 agents, without the column: busy, median of ${ROUNDS} | ${Math.round(without)} ms |
| the same with the column, 60 queues an agent | ${Math.round(withColumn)} ms (${(withColumn / without).toFixed(2)} times) |
| the dialog of one agent, 500 queues: from the click until it is painted, the first time | ${Math.round(dialog.first)} ms |
| the same again, median of ${ROUNDS} | ${Math.round(dialog.later)} ms |`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
