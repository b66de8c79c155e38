import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { UsageError } from '../command-line';
import type { StormPlan } from './campaign';
import type { StormReport } from './run-storm';

const reportSchema: z.ZodType<StormReport> = z.object({
  seed: z.number(),
  hazards: z.array(z.object({ name: z.string(), injected: z.number() })),
  jobs: z.array(z.custom<StormReport['jobs'][number]>((job) => typeof job === 'object' && job !== null)),
  healedBy: z.enum(['itself', 'the check', 'a person']),
  writes: z.number(),
  edits: z.number(),
  longestSilenceMs: z.number(),
  seconds: z.number(),
  violations: z.array(z.string()),
});

/**
 * The reports of a campaign that is made in more than one go: a line of JSON each, in the order in which they came. Of a storm
 * that was run again the last one counts.
 */
export class KeptReports {
  private readonly reports = new Map<number, StormReport>();
  /** Seeds of storms that were run once more after something was lost in them. */
  readonly again = new Set<number>();

  /**
   * @param planned The storms of this campaign.
   * @param file Null: nothing is kept.
   * @throws UsageError where the file holds something else
   */
  constructor(
    private readonly planned: readonly StormPlan[],
    private readonly file: string | null,
  ) {
    if (file === null || !existsSync(file)) return;
    for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries())
      if (line !== '') this.take(this.read(line, `${file}, line ${i + 1}`));
  }

  /** There is a report of it with the hazards that it has now, and nothing was lost. */
  isDone({ seed, hazards }: StormPlan): boolean {
    const report = this.reports.get(seed);
    const isSame = report?.hazards.map(({ name }) => name).join() === hazards.map(({ name }) => name).join();
    return isSame && report?.violations.length === 0;
  }

  add(report: StormReport): void {
    this.take(report);
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(report)}\n`);
  }

  /** In the order of the storms. */
  get all(): StormReport[] {
    return [...this.reports.values()].sort((a, b) => a.seed - b.seed);
  }

  private read(line: string, where: string): StormReport {
    const { success, data } = reportSchema.safeParse(parseJson(line));
    if (!success) throw new UsageError(`${where} is no report of a storm: --keep another file`);
    if (!this.planned.some(({ seed }) => seed === data.seed))
      throw new UsageError(`${where} is of another campaign: --keep another file, or give its --seed`);
    return data;
  }

  private take(report: StormReport): void {
    if ((this.reports.get(report.seed)?.violations.length ?? 0) > 0) this.again.add(report.seed);
    this.reports.set(report.seed, report);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
