import type { LintRule } from '../lint/types';
import { isObject } from '../path';
import { parseJson } from './json';
import { Problem } from './problem';

/**
 * The rules of a workspace's export: an answer of Twilio's API (`{ "task_queues": [{ "target_workers": ... }] }`, or an
 * array of several such pages), the JSON of its command line (an array with `targetWorkers`), or an array of texts.
 *
 * @throws Problem when it is none of these.
 */
export function readRules(text: string, source: string): readonly LintRule[] {
  const entries = entriesOf(parseJson(text, source));
  if (entries === undefined) {
    throw new Problem(
      `${source} must hold task queues as Twilio lists them, { "task_queues": [...] }, an array of them, or an array of expressions.`,
    );
  }
  return entries.map((entry, at) => ruleOf(entry, { at, source }));
}

function entriesOf(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json.flatMap((entry: unknown) => pageOf(entry) ?? [entry]);
  return pageOf(json);
}

function pageOf(json: unknown): readonly unknown[] | undefined {
  if (!isObject(json)) return undefined;
  const queues = json['task_queues'] ?? json['taskQueues'];
  return Array.isArray(queues) ? queues : undefined;
}

function ruleOf(entry: unknown, { at, source }: { at: number; source: string }): LintRule {
  if (typeof entry === 'string') return { name: `${at + 1}`, text: entry };
  const fields = isObject(entry) ? entry : {};
  const keys = ['target_workers', 'targetWorkers', 'expression'].filter((key) => Object.hasOwn(fields, key));
  // Twilio gives null where a queue has none; one queue like that is no reason not to read the others.
  const text =
    keys.map((key) => fields[key]).find((value) => value !== null) ?? (keys.length > 0 ? '' : null);
  if (typeof text !== 'string') {
    throw new Problem(`${source}: entry ${at + 1} has no target_workers (or targetWorkers) that is a text.`);
  }
  const name = fields['friendly_name'] ?? fields['friendlyName'] ?? fields['sid'];
  return { name: typeof name === 'string' ? name : `${at + 1}`, text };
}
