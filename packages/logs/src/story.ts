import * as z from 'zod';

/** One line of the Functions' log, as it was read. */
export interface LogLine {
  /** When Twilio took it, ms since the epoch. */
  takenAtMs: number;
  message: string;
}

/** What the story is about: everything that is given. */
export interface About {
  job?: string | undefined;
  event?: string | undefined;
  worker?: string | undefined;
}

const lineSchema = z.looseObject({
  level: z.enum(['debug', 'info', 'warn', 'error']),
  event: z.string(),
  at: z.iso.datetime().optional(),
  cid: z.string().optional(),
  jobId: z.string().optional(),
  eventSid: z.string().optional(),
  workerSid: z.string().optional(),
});
type Line = z.infer<typeof lineSchema>;

/** One line of a story. */
export interface Told {
  atMs: number;
  line: Line;
}

/** Our own lines in the order in which they were logged; what else was printed is not ours. */
function readLines(lines: readonly LogLine[]): Told[] {
  const read = lines.flatMap(({ message, takenAtMs }): Told[] => {
    const line = lineSchema.safeParse(json(message));
    if (!line.success) return [];
    return [{ line: line.data, atMs: line.data.at === undefined ? takenAtMs : Date.parse(line.data.at) }];
  });
  return read.sort((a, b) => a.atMs - b.atMs);
}

/**
 * The lines that belong to a job, an event or a worker, and to what started it and what it started. Without anything to
 * be about, all.
 */
export function storyOf(lines: readonly LogLine[], { job, event, worker }: About): Told[] {
  const told = readLines(lines);
  if (worker !== undefined) return told.filter(({ line }) => line.workerSid === worker);
  const wanted = new Set([job, event].filter((id) => id !== undefined));
  if (wanted.size === 0) return told;
  const isWanted = ({ line }: Told): boolean => idsOf(line).some((id) => wanted.has(id));
  // An event starts a job, and a job can be followed by another: each line that ties two makes both wanted.
  for (let before = -1; before < wanted.size;) {
    before = wanted.size;
    for (const one of told) if (isTie(one) && isWanted(one)) for (const id of idsOf(one.line)) wanted.add(id);
  }
  return told.filter(isWanted);
}

/** A monitor's calls have a common name, and are no story. */
const idsOf = ({ cid, jobId, eventSid }: Line): string[] =>
  [cid, jobId, eventSid].filter((id) => id !== undefined && id !== 'health') as string[];

const isTie = ({ line }: Told): boolean => line.event === 'job.started';

/** One line of a story as text: the time since the first one, what happened, and the facts. */
export function tell({ atMs, line }: Told, firstMs: number): string {
  const { level, event, at: _at, cid, ...facts } = line;
  const since = `+${((atMs - firstMs) / 1_000).toFixed(3)} s`.padStart(12);
  const time = new Date(atMs).toISOString().replace('T', ' ').replace('Z', '');
  const shown = Object.entries({ ...facts, ...(cid === facts.jobId ? {} : { cid }) })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const mark = { debug: ' ', info: ' ', warn: '!', error: '✗' }[level];
  return `${time} ${since} ${mark} ${event.padEnd(24)} ${shown.join(' ')}`.trimEnd();
}

function json(text: string): unknown {
  const from = text.indexOf('{');
  if (from < 0) return null;
  try {
    return JSON.parse(text.slice(from)) as unknown;
  } catch {
    return null;
  }
}
