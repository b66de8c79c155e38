import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { hashOf, type Finding, type Findings } from './rules';
import type { TaskQueue } from '@queue-eligibility/task-router';

const expressionsSchema = z.array(z.string());

/**
 * Queues as text, without their names; SIDs and expressions of 500 are 50 KB in plain. Two parts in base64: the digits
 * of the SIDs as bytes, since they are random and nothing makes them shorter, and the expressions, compressed. Null for
 * SIDs of another form.
 */
export function packQueues(queues: readonly TaskQueue[]): string | null {
  if (!queues.every(({ sid }) => /^WQ[0-9a-f]{32}$/.test(sid))) return null;
  const sids = Buffer.from(queues.map(({ sid }) => sid.slice(2)).join(''), 'hex');
  const text = JSON.stringify(queues.map(({ targetWorkers }) => targetWorkers));
  const expressions = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return `${sids.toString('base64')}.${expressions.toString('base64')}`;
}

/** Null for a text of another form. */
export function unpackQueues(packed: string): TaskQueue[] | null {
  try {
    const [sids = '', compressed = ''] = packed.split('.');
    const digits = Buffer.from(sids, 'base64').toString('hex').match(/.{32}/g) ?? [];
    const text = brotliDecompressSync(Buffer.from(compressed, 'base64')).toString();
    const expressions = expressionsSchema.parse(JSON.parse(text));
    if (digits.length !== expressions.length) return null;
    return expressions.map((targetWorkers, i) => ({
      sid: `WQ${digits[i]}`,
      friendlyName: '',
      targetWorkers,
    }));
  } catch {
    return null;
  }
}

const MARKS: Record<Finding, string> = { proven: 'p', 'proven-in': 'i', 'proven-out': 'o', distrusted: 'd' };
const FINDINGS = new Map(Object.entries(MARKS).map(([finding, mark]) => [mark, finding as Finding]));

/** What was found out about the expressions of these queues as text: a letter each, compressed. */
export function packFindings(queues: readonly TaskQueue[], findings: Findings): string {
  const marks = queues.map(({ targetWorkers }) => {
    const finding = findings.get(hashOf(targetWorkers));
    return finding ? MARKS[finding] : '-';
  });
  return brotliCompressSync(marks.join('')).toString('base64');
}

/** What the text of {@link packFindings} says of the same queues; nothing where it is of others. */
export function unpackFindings(queues: readonly TaskQueue[], packed: string): Findings {
  const findings = new Map<string, Finding>();
  try {
    const marks = brotliDecompressSync(Buffer.from(packed, 'base64')).toString();
    queues.forEach(({ targetWorkers }, i) => {
      const finding = FINDINGS.get(marks[i] ?? '');
      if (finding) findings.set(hashOf(targetWorkers), finding);
    });
  } catch {
    // It is not ours to understand.
  }
  return findings;
}

/** Characters of what is kept of queues that are gone: one that has fallen out and still stands somewhere is found again. */
const GONE_CHARACTERS = 6_000;

/** The last of these, as many as there is room for. */
export function newestOf(gone: readonly string[]): string[] {
  let room = GONE_CHARACTERS;
  return [...gone]
    .reverse()
    .filter((value) => (room -= value.length + 3) >= 0)
    .reverse();
}
