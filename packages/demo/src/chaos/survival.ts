import { HAZARDS } from './hazards';
import { count } from '../words';
import type { StormReport } from './run-storm';

/** A line of the survival table. */
export interface Survival {
  chapter: string;
  what: string;
  injected: number;
  storms: number;
  /** What became of the resyncs of those storms. */
  happened: string;
  /** Lists that stayed wrong, edits and attributes that were lost, jobs that never ended, and what else must not be. */
  lost: number;
}

/** What became of every hazard in the storms of a campaign. */
export function survivalOf(reports: readonly StormReport[]): Survival[] {
  return HAZARDS.flatMap(({ name, what, chapter }) => {
    const met = reports.filter(({ hazards }) =>
      hazards.some((hazard) => hazard.name === name && hazard.injected > 0),
    );
    if (met.length === 0) return [];
    const injected = met.flatMap(({ hazards }) => hazards.filter((hazard) => hazard.name === name));
    return [
      {
        chapter,
        what,
        injected: injected.reduce((sum, hazard) => sum + hazard.injected, 0),
        storms: met.length,
        happened: happenedIn(met),
        lost: met.reduce((sum, { violations }) => sum + violations.length, 0),
      },
    ];
  });
}

function happenedIn(reports: readonly StormReport[]): string {
  const healed = (by: StormReport['healedBy']) => reports.filter(({ healedBy }) => healedBy === by).length;
  const jobs = reports.flatMap((report) => report.jobs);
  const ended = (status: string) => jobs.filter((job) => job.status === status).length;
  const failed = ended('failed');
  const cancelled = ended('cancelled');
  return [
    `in step by itself ${healed('itself')}`,
    ...(healed('the check') > 0 ? [`by the check ${healed('the check')}`] : []),
    ...(healed('a person') > 0 ? [`by a person ${healed('a person')}`] : []),
    ...(failed > 0 ? [`jobs that failed and said why ${failed}`] : []),
    ...(cancelled > 0 ? [`cancelled ${cancelled}`] : []),
  ].join(', ');
}

/** The table as Markdown. */
export function renderSurvival(rows: readonly Survival[]): string {
  const cells = [
    ['what goes wrong', 'times', 'storms', 'what happened', 'lost'],
    ['---', '---', '---', '---', '---'],
    ...rows.map(({ what, injected, storms, happened, lost }) => [
      what,
      count(injected),
      String(storms),
      happened,
      String(lost),
    ]),
  ];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
