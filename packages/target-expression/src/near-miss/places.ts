import type { Path } from '../tree';

/** A value that the attributes hold, and where. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
}

/** As deep and as many as agents' attributes are; hostile ones are looked at no further. */
const MAX_STEPS = 5;
const MAX_PLACES = 300;

/** How many values there are to look at in places: elements of arrays count. */
export function sizeOf(places: readonly Place[]): number {
  return places.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 1), 0);
}

/** Every key of the attributes and of the objects in them, the outer ones first. */
export function placesIn(attributes: unknown): readonly Place[] {
  const places: Place[] = [];
  let level: Place[] = [{ path: [], value: attributes }];
  for (let depth = 0; depth < MAX_STEPS && level.length > 0; depth += 1) {
    const next: Place[] = [];
    for (const { path, value } of level) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
        if (places.length === MAX_PLACES) return places;
        const place = { path: [...path, key], value: inner };
        places.push(place);
        next.push(place);
      }
    }
    level = next;
  }
  return places;
}
