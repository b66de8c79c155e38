import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import type { TaskQueue } from './task-router';

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
