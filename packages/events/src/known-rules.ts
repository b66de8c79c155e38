import type { BatchPorts } from '@queue-eligibility/batch';
import {
  buildRules,
  RULEBOOK_TRUSTED_MS,
  type QueuesAttribute,
  type Rulebook,
  type RulebookStore,
  type Rules,
} from '@queue-eligibility/eligibility';
import type { WorkerEvent } from './events';

export interface RulesPorts {
  batch: BatchPorts;
  rulebook: RulebookStore;
  attribute: QueuesAttribute;
}

/** What a warm container knows of the rules. */
export interface RulesMemory {
  /** The rules, null where there are none, and when they were read, ms since the epoch. `rulebook`: absent: Sync did not answer. */
  known: { atMs: number; rulebook?: Rulebook | null; rules: Rules | null } | null;
  /** They are being read: whoever needs them meanwhile waits for that. */
  reading: Promise<void> | null;
}

/** What is known of the rules, never older than {@link RULEBOOK_TRUSTED_MS}. */
export async function readRules(ports: RulesPorts, memory: RulesMemory): Promise<void> {
  const { known } = memory;
  if (known && ports.batch.clock.now() - known.atMs < RULEBOOK_TRUSTED_MS) return;
  memory.reading ??= readRulesAnew(ports, memory).finally(() => (memory.reading = null));
  await memory.reading;
}

async function readRulesAnew(
  { rulebook: store, batch, attribute }: RulesPorts,
  memory: RulesMemory,
): Promise<void> {
  const atMs = batch.clock.now();
  const rulebook = await store.read().catch((error: unknown) => {
    // Sync has limits of its own: TaskRouter is asked instead.
    batch.log('debug', 'rulebook.unread', { message: String(error) });
    return undefined;
  });
  const { queues, findings, gone } = rulebook ?? {};
  const before = memory.known?.rulebook;
  let rules = memory.known?.rules ?? null;
  const isSame = queues === before?.queues && findings === before?.findings && gone === before?.gone;
  if (!isSame) rules = queues && findings && gone ? buildRules({ queues, findings, gone, attribute }) : null;
  memory.known = { atMs, rules, ...(rulebook === undefined ? {} : { rulebook }) };
}

/** Rules without expressions, of the queues that are at stake for one worker. */
export function rulesWithout(
  attribute: QueuesAttribute,
  { WorkerAttributes = '' }: WorkerEvent,
  answer: ReadonlySet<string> = new Set(),
): Rules {
  const sids = new Set([...answer, ...(WorkerAttributes.match(/WQ[0-9a-f]{32}/g) ?? [])]);
  const queues = [...sids].map((sid) => ({ sid, friendlyName: '', targetWorkers: '?' }));
  return buildRules({ queues, findings: new Map(), gone: [], attribute });
}
