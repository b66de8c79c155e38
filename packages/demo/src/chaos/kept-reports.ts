import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
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

  /** @param file Null: nothing is kept. @throws Error where a line is no report */
  constructor(private readonly file: string | null) {
    if (file === null || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean))
      this.take(reportSchema.parse(JSON.parse(line)));
  }

  /** There is a report of it, and nothing was lost. */
  isDone = (seed: number): boolean => this.reports.get(seed)?.violations.length === 0;

  add(report: StormReport): void {
    this.take(report);
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(report)}\n`);
  }

  /** In the order of the storms. */
  get all(): StormReport[] {
    return [...this.reports.values()].sort((a, b) => a.seed - b.seed);
  }

  private take(report: StormReport): void {
    if (this.reports.has(report.seed)) this.again.add(report.seed);
    this.reports.set(report.seed, report);
  }
}
