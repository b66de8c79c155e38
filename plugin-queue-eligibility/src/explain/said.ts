import { text, type StringKey } from '../strings';

/** Something to be said: one of our strings, and what fills its placeholders in. */
export interface Said {
  key: StringKey;
  values: Readonly<Record<string, string>>;
}

export const say = (key: StringKey, values: Said['values'] = {}): Said => ({ key, values });

/** What is said as plain text, for where nothing can be set off. */
export const plainly = ({ key, values }: Said): string => text(key, values);

/** So many values of a list are named, and so many characters of a text shown: lists of attributes can be long. */
const NAMED = 6;
const SHOWN = 60;

/** A JSON value as it is shown in a sentence; a text in quotes only where one would not see where it ends. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    const isPlain = value !== '' && value.trim() === value;
    return isPlain ? cutOff(value) : text('QueueEligibilityExplainQuoted', { value: cutOff(value) });
  }
  return cutOff(JSON.stringify(value) ?? 'null');
}

/** Some values as they are shown in a sentence. */
export function shownAll(values: readonly unknown[]): string {
  const found = values.slice(0, NAMED).map(shown).join(', ');
  if (values.length <= NAMED) return found;
  return text('QueueEligibilityExplainAndMore', { found, count: values.length - NAMED });
}

const cutOff = (written: string): string =>
  written.length > SHOWN ? `${written.slice(0, SHOWN)}…` : written;
