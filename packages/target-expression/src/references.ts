import { readIdentifier, readReferencePath } from './path';
import type { Comparison, Path, Reference, Span } from './tree';

/**
 * What a reference looks at. Beside the attributes an expression can use four fields of the worker; what is
 * `unavailable` is known to TaskRouter alone: the channels' capacity and the time of day
 * (https://www.twilio.com/docs/taskrouter/time-of-day-routing).
 */
export type ReferenceSource = 'attribute' | WorkerField | 'unavailable';
export type WorkerField = 'sid' | 'friendly_name' | 'activity_sid' | 'activity_name';

const WORKER_FIELDS: readonly string[] = [
  'sid',
  'friendly_name',
  'activity_sid',
  'activity_name',
] satisfies WorkerField[];

export function sourceOf(reference: Reference): ReferenceSource {
  const [first, second] = reference.path;
  if (second === undefined) return isWorkerField(first) ? first : 'attribute';
  if (readsChannels(reference)) return 'unavailable';
  return reference.prefix === undefined && first === 'taskrouter' ? 'unavailable' : 'attribute';
}

/** `worker.channel.voice.configured_capacity` and its like. */
export function readsChannels({ path, prefix }: Reference): boolean {
  return prefix !== undefined && path.length > 1 && (path[0] === 'channel' || path[0] === 'channels');
}

/** Makes a reference of the steps as written: a leading `worker.` is its prefix. */
export function reference(written: Path, span: Span): Reference {
  const { start, end } = span;
  if (written[0] !== 'worker' || typeof written[1] !== 'string')
    return { kind: 'reference', path: written, start, end };
  return { kind: 'reference', path: written.slice(1), prefix: 'worker', start, end };
}

/**
 * The key that a text on the left may stand for. `"language" == "spanish"` is how some workspaces write
 * `language == "spanish"`, and also a comparison of two constants. Next to a reference a text is a text.
 */
export function quotedKey({ left, right }: Comparison): Reference | undefined {
  if (left.kind !== 'string' || right.kind === 'reference') return undefined;
  const first = readIdentifier(left.value, 0);
  if (first !== undefined) {
    const { path, end } = readReferencePath(left.value, 0, first);
    if (end === left.value.length) return reference(path, left);
  }
  return { kind: 'reference', path: [left.value], start: left.start, end: left.end };
}

function isWorkerField(step: string | number | undefined): step is WorkerField {
  return typeof step === 'string' && WORKER_FIELDS.includes(step);
}
