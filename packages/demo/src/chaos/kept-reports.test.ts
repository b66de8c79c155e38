import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { planCampaign, type StormPlan } from './campaign';
import { KeptReports } from './kept-reports';
import type { StormReport } from './run-storm';

const planned = planCampaign(3, 4);
const [first, second] = planned as [StormPlan, StormPlan];
const folder = mkdtempSync(join(tmpdir(), 'campaign-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const aFile = (): string => join(folder, `${(files += 1)}.jsonl`);
const aReport = ({ seed, hazards }: StormPlan, violations: string[] = []): StormReport => ({
  ...{ seed, hazards: hazards.map(({ name }) => ({ name, injected: 1 })), jobs: [], healedBy: 'itself' },
  ...{ writes: 0, edits: 0, longestSilenceMs: 0, seconds: 30, violations },
});

it('goes on from what it has kept, and runs again where something was lost', () => {
  const file = aFile();
  const before = new KeptReports(planned, file);
  before.add(aReport(first));
  before.add(aReport(second, ['something']));
  const after = new KeptReports(planned, file);
  expect(planned.map((plan) => after.isDone(plan))).toEqual([true, false, false, false]);
  after.add(aReport(second));
  expect(after.all.map(({ seed, violations }) => [seed, violations])).toEqual([
    [first.seed, []],
    [second.seed, []],
  ]);
  expect([...new KeptReports(planned, file).again]).toEqual([second.seed]);
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(3);
});

it('takes a storm that has other hazards now for one that was never run', () => {
  const file = aFile();
  new KeptReports(planned, file).add(aReport({ ...first, hazards: second.hazards }));
  expect(new KeptReports(planned, file).isDone(first)).toBe(false);
});

it.each([
  ['no JSON', 'no report of a storm'],
  ['{"seed":3000}', 'no report of a storm'],
  [JSON.stringify(aReport({ ...first, seed: 9_000 })), 'of another campaign'],
])('refuses a file with another line: %#', (line, message) => {
  const file = aFile();
  writeFileSync(file, `${JSON.stringify(aReport(first))}\n${line}\n`);
  expect(() => new KeptReports(planned, file)).toThrow(`${file}, line 2 is ${message}`);
});
