import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import type { Evidence } from './evidence';

const places = <T>(value: z.ZodType<T>) =>
  z.array(z.tuple([z.number(), value])).transform((entries) => new Map<number, T>(entries));
const setOf = <T>(value: z.ZodType<T>) => z.array(value).transform((values) => new Set<T>(values));

/** Thousands of marks, one after the other. */
const marks = z.string().transform((text) => new Set(text.match(/.{6}/g)));

/** What of a look is kept between hops. Queues are named by their places. */
const memorySchema = z.object({
  /** TaskRouter's counts; null: none came. */
  counts: z.array(z.number().nullable()),
  /** Of queues about which TaskRouter was asked: the SIDs of the workers it named. */
  answers: places(setOf(z.string())),
  /** Workers of this reading, each with what it was read with. */
  marks,
  /** Of the reading before, those that are as they were when TaskRouter was asked; null: nothing was asked yet. */
  known: marks.nullable(),
  /** Of this one, those that are not, as far as anybody can tell: the answers are about something else. */
  doubted: marks,
  /** Queues that were asked about since the reading began: who was named is not held against it yet. */
  fresh: setOf(z.number()),
  /** What stands in workers' lists for queues that are in no list. */
  strays: setOf(z.string()),
  /** Part of every mark, and another one for each look: two that are the same by chance are not so for ever. */
  salt: z.number(),
  /** When the reading under way, or the last one, began, ms since the epoch. */
  beganMs: z.number(),
  /** By what this reading decides; null: it only counts. */
  decidesBy: z.array(z.custom<Evidence>((value) => typeof value === 'string')).nullable(),
  /** Workers it has shown, and a sum over their SIDs; and the same of the reading before it. */
  roster: z.tuple([z.number(), z.number()]),
  rosterBefore: z.tuple([z.number(), z.number()]),
  /** Workers whose attributes it could not get. */
  unread: z.number(),
  /** How many workers our own reading of the rules holds eligible, or an answer has named. */
  ours: z.array(z.number()),
  /** Queues of which it has met a worker about whom our reading says neither yes nor no. */
  uncertain: setOf(z.number()),
  /** Where our reading differed from an answer: a worker that shows it. */
  contradictions: places(z.string()),
  /** Where it was uncertain of workers: whether an answer named them: `true`, `false`, or both. */
  resolved: places(setOf(z.boolean())),
  /** Queues whose workers TaskRouter counted or named once more when the reading was done, and most are the same. */
  confirmed: setOf(z.number()),
  /** Workers that it named but once: they are asked about by themselves. */
  restless: setOf(z.string()),
  /** Where it could not be held against an answer, since that is about what a worker was before. */
  unshown: setOf(z.number()),
});
export type Memory = z.infer<typeof memorySchema>;

const joinMarks = (all: ReadonlySet<string>): string => [...all].join('');

export const nothingYet = (queues: number): Memory => ({
  ...{ counts: Array.from({ length: queues }, () => null), answers: new Map(), fresh: new Set() },
  ...{ known: null, marks: new Set(), doubted: new Set() },
  ...{
    strays: new Set(),
    salt: 0,
    beganMs: 0,
    decidesBy: null,
    roster: [0, 0],
    rosterBefore: [0, 0],
    unread: 0,
  },
  ...{ ours: Array.from({ length: queues }, () => 0), uncertain: new Set(), contradictions: new Map() },
  ...{ resolved: new Map(), unshown: new Set(), confirmed: new Set(), restless: new Set() },
});

/** Everything as text. */
export function packMemory({ marks, known, doubted, ...rest }: Memory): string {
  const joined = { marks: joinMarks(marks), known: known && joinMarks(known), doubted: joinMarks(doubted) };
  const text = JSON.stringify({ ...rest, ...joined }, (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  );
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
  return brotliCompressSync(text, { params }).toString('base64');
}

/** What it was; null for another text. */
export function unpackMemory(text: string): Memory | null {
  try {
    const saved: unknown = JSON.parse(brotliDecompressSync(Buffer.from(text, 'base64')).toString());
    return memorySchema.safeParse(saved).data ?? null;
  } catch {
    return null;
  }
}
