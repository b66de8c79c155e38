import { OPERATIONS } from './comparison';
import { pathReader, pathText } from './path';
import { literalValues } from './readings';
import type { WorkerFacts } from './readings';
import { sourceOf } from './references';
import type { Comparison, Literal, Path, Reference } from './tree';
import { FALSE } from './truth';

/** An attribute, as the key of the object it is in. */
interface NeededKey {
  readonly parent: Path;
  readonly key: string;
}

/**
 * The attribute without which a comparison with a constant is false, such as `routing.levels.billing >= 3`; undefined
 * where it may be something else, or where there are other readings of the key.
 */
export function neededKey({ operator, left, right }: Comparison): NeededKey | undefined {
  const operation = OPERATIONS[operator];
  if (left.kind === 'reference' && right.kind !== 'reference')
    return keyOf(left, right, (constant) => operation(null, constant));
  if (right.kind === 'reference' && left.kind !== 'reference')
    return keyOf(right, left, (constant) => operation(constant, null));
  return undefined;
}

function keyOf(
  reference: Reference,
  constant: Literal,
  ofNull: (constant: unknown) => number,
): NeededKey | undefined {
  const key = reference.path.at(-1);
  const isAttribute = sourceOf(reference) === 'attribute' && reference.prefix === undefined;
  if (!isAttribute || typeof key !== 'string') return undefined;
  if (literalValues(constant).some((value) => ofNull(value) !== FALSE)) return undefined;
  return { parent: reference.path.slice(0, -1), key };
}

/** Comparisons, by their numbers, to be found by the keys that a worker has: most have few of those there are. */
export interface PresentKeys {
  add(needed: NeededKey, number: number): void;
  /** Visits those whose key is there; all others are false. */
  find(worker: WorkerFacts, visit: (number: number, worker: WorkerFacts) => void): void;
}

export function createPresentKeys(): PresentKeys {
  const objects = new Map<string, { read: (attributes: unknown) => unknown; byKey: Map<string, number[]> }>();
  return {
    add({ parent, key }, number) {
      const name = pathText(parent);
      let object = objects.get(name);
      if (!object) objects.set(name, (object = { read: pathReader(parent), byKey: new Map() }));
      const known = object.byKey.get(key);
      if (known) known.push(number);
      else object.byKey.set(key, [number]);
    },
    find(worker, visit) {
      for (const { read, byKey } of objects.values()) {
        const object = read(worker.attributes);
        if (typeof object !== 'object' || object === null || Array.isArray(object)) continue;
        for (const key of Object.keys(object))
          for (const number of byKey.get(key) ?? NONE) visit(number, worker);
      }
    },
  };
}

const NONE: readonly number[] = [];
