import type { Subject } from '../explain/subject';
import type { Found } from '../explain/types';
import { readPath } from '../path';
import type { WorkerFacts } from '../readings';
import type { Path } from '../tree';
import { textDifferences } from './text';
import { MAX_NEAR_MISSES } from './types';
import type { NearMiss } from './types';

/** What a comparison that is not true found and wanted. */
export interface Miss {
  readonly found: Found;
  readonly wanted: readonly unknown[];
  readonly worker: WorkerFacts;
}

/** What the worker has that comes near to what a comparison wants, the most telling first. */
export function nearMisses(subject: Subject, miss: Miss): readonly NearMiss[] {
  if (subject.source !== 'attribute' || subject.path === null) return [];
  return [...findIn(subject, subject.path, miss)].slice(0, MAX_NEAR_MISSES);
}

function* findIn({ relation }: Subject, path: Path, { found, wanted, worker }: Miss): Generator<NearMiss> {
  const [first] = wanted;
  if (relation === 'HAS' && found.type !== 'array' && found.type !== 'object') {
    if (found.type !== 'missing' && found.type !== 'null') {
      yield { kind: 'text-for-array', path, found: found.value, matches: found.value === first };
    }
  }
  const values =
    relation === 'HAS' && Array.isArray(found.value) ? (found.value as unknown[]) : [found.value];
  if (relation === 'HAS' || relation === '==' || relation === 'IN') {
    for (const value of values) {
      for (const one of wanted) {
        if (typeof value !== 'string' || typeof one !== 'string') continue;
        for (const kind of textDifferences(value, one)) yield { kind, path, found: value, wanted: one };
      }
    }
  }
  if (relation === 'HAS' && path.join('.') === 'routing.skills' && typeof first === 'string') {
    const disabled = readPath(worker.attributes, ['disabled_skills', 'skills']);
    if (Array.isArray(disabled) && disabled.includes(first)) {
      const level = readPath(worker.attributes, ['disabled_skills', 'levels', first]);
      yield {
        kind: 'disabled-skill',
        path: ['disabled_skills', 'skills'],
        skill: first,
        level: typeof level === 'number' ? level : null,
      };
    }
  }
  if (
    (relation === '>=' || relation === '>') &&
    typeof found.value === 'number' &&
    typeof first === 'number'
  ) {
    const by = first - found.value + (relation === '>' ? 1 : 0);
    if (by > 0) yield { kind: 'level-short', path, found: found.value, wanted: first, by };
  }
}
