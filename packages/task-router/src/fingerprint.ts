import { createHash } from 'node:crypto';
import type { Attributes } from './attributes';

/**
 * A short name for everything in the attributes, but for `ours`, where there is one, and for what else there is: as long as
 * it stays, so does the worker's eligibility. It tells nothing of them. Only worth its price where TaskRouter was asked: it
 * serialises the attributes.
 */
export function fingerprint({ value }: Attributes, ours: string | null, beside: readonly string[]): string {
  const { [ours ?? '']: _ours, ...rest } = value;
  const text = JSON.stringify([ours === null ? value : rest, ...beside]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
