import { largestWorkspace } from './scenarios/largest';
import { oneExpressionChanges } from './scenarios/one-expression';
import { nothingDiffers } from './scenarios/nothing-differs';
import { fullSizes } from './sizes';
async function m() {
  const small = { ...fullSizes, predecessorWorkers: 15 };
  for (const f of [nothingDiffers, oneExpressionChanges, largestWorkspace]) {
    const rows = await f({ ...small, largest: { workers: 1500, queues: 500 } });
    for (const r of rows) console.log(r.measured, JSON.stringify({ ...r.facts, predecessor: 0 }));
  }
}
void m();
