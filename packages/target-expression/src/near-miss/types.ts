import type { Path } from '../tree';

/**
 * Something that the worker has and that is nearly what a comparison wants, for people to find a slip by. It is a hint:
 * the verdict is what it is. `path` says where it was found.
 */
export type NearMiss = TextMiss | TypeMiss | ShapeMiss | NumberMiss | SkillMiss | PathMiss;

/** A text that differs from the wanted one in one of these ways. One that differs in two is there twice. */
export interface TextMiss {
  /**
   * - `case`: `Billing`, `billing`;
   * - `blanks`: at an end, or doubled;
   * - `look-alike`: looks the same and isn't: another dash or apostrophe, an accent put together otherwise, full width,
   *   a Cyrillic or Greek letter for a Latin one, a blank without width;
   * - `accents`: `Espanol`, `Español`;
   * - `separators`: `free-state`, `free_state`, `free state`, `freestate`;
   * - `spelling`: in one word of four letters or more, one letter is more, less or another, or two changed places.
   */
  readonly kind: 'case' | 'blanks' | 'look-alike' | 'accents' | 'separators' | 'spelling';
  readonly path: Path;
  readonly found: string;
  readonly wanted: string;
}

/** The same, or a number that would do, but for its type: `'3'` for `3`, `'true'` for `true`, and the reverse. */
export interface TypeMiss {
  readonly kind: 'other-type';
  readonly path: Path;
  readonly found: string | number | boolean;
  readonly wanted: string | number | boolean;
}

/** A value of a shape with which the operator can't be true. */
export interface ShapeMiss {
  /**
   * - `text-for-array`: a single value where `HAS` needs an array; Twilio calls that false, silently;
   * - `object-for-array`: an object there, or objects in the array where it should have texts;
   * - `array-for-text`: an array where the operator needs a single value;
   * - `not-an-object`: on the way to the subject stands something without keys, such as a text with JSON in it. `path`
   *   is its place, empty where the attributes themselves are no object.
   */
  readonly kind: 'text-for-array' | 'object-for-array' | 'array-for-text' | 'not-an-object';
  readonly path: Path;
  readonly found: unknown;
  /** In the right shape it would do: `'en, es'` has `es` as an array; the array has the wanted value; the JSON does. */
  readonly matches: boolean;
}

/** A number on the wrong side of the wanted one, or a text that holds one. */
export interface NumberMiss {
  /** `level-short`: too small by `by`; `level-over`: too large by `by`. */
  readonly kind: 'level-short' | 'level-over';
  readonly path: Path;
  readonly found: number;
  readonly wanted: number;
  /** How far it is to the nearest number that would do, a whole one for `>` and `<`. Above 0. */
  readonly by: number;
}

/** A skill of Flex's own shape, nearly in force. */
export interface SkillMiss {
  /**
   * - `disabled-skill`: the worker has it in `disabled_skills`, with this level;
   * - `skill-without-level`: a level is asked for; the worker has the skill in `routing.skills`, and no level for it.
   */
  readonly kind: 'disabled-skill' | 'skill-without-level';
  /** The list or the level where it was found. */
  readonly path: Path;
  readonly skill: string;
  /** Its level in `disabled_skills.levels`; `null` where that holds no number for it. */
  readonly level: number | null;
}

/** The attributes hold under another path what would make the comparison true. */
export interface PathMiss {
  /**
   * - `other-path`: such as `skills` where the rule reads `routing.skills`, or `Languages` for `languages`;
   * - `hyphen-in-key`: a key on this path has a hyphen (or another character that keys of rules can't have), such as
   *   `customer-value`. No rule can name it.
   */
  readonly kind: 'other-path' | 'hyphen-in-key';
  readonly path: Path;
  readonly found: unknown;
}

/** A comparison has no more near misses than this. */
export const MAX_NEAR_MISSES = 8;
