import type { Manager } from '@twilio/flex-ui';
import { adminEn } from '../admin/strings.en';
import { adminEs } from '../admin/strings.es';
import { plansEn } from '../admin/skills/strings-plans.en';
import { plansEs } from '../admin/skills/strings-plans.es';
import { skillsEn } from '../admin/skills/strings.en';
import { skillsEs } from '../admin/skills/strings.es';
import { agentEn } from '../agent/strings.en';
import { agentEs } from '../agent/strings.es';
import { coverageEn } from '../findings/strings.en';
import { coverageEs } from '../findings/strings.es';
import { editorEn } from '../expression-editor/strings.en';
import { editorEs } from '../expression-editor/strings.es';
import { explainEn } from '../explain/strings.en';
import { explainEs } from '../explain/strings.es';
import { queueEn } from '../queue/strings.en';
import { queueEs } from '../queue/strings.es';
import { teamsViewEn } from '../teams-view/strings.en';
import { teamsViewEs } from '../teams-view/strings.es';
import { whatIfEn } from '../what-if/strings.en';
import { whatIfEs } from '../what-if/strings.es';
import { workspaceEn } from '../workspace/strings.en';
import { workspaceEs } from '../workspace/strings.es';

/** What we say, in English. Placeholders are in double braces, as in Flex's own strings. */
export const english = {
  ...teamsViewEn,
  ...adminEn,
  ...editorEn,
  ...explainEn,
  ...agentEn,
  ...workspaceEn,
  ...queueEn,
  ...whatIfEn,
  ...coverageEn,
  ...skillsEn,
  ...plansEn,
};

/** The name of one of our strings. */
export type StringKey = keyof typeof english;

/** Our strings in the languages that we have. */
export const languages: Readonly<Record<string, Readonly<Record<StringKey, string>>>> = {
  en: english,
  es: {
    ...teamsViewEs,
    ...adminEs,
    ...editorEs,
    ...explainEs,
    ...agentEs,
    ...workspaceEs,
    ...queueEs,
    ...whatIfEs,
    ...coverageEs,
    ...skillsEs,
    ...plansEs,
  },
};

const PLACEHOLDER = /(\{\{\s*\w+\s*\}\})/;
let strings: Readonly<Record<string, unknown>> = english;

/**
 * Puts our strings among Flex's, in the language that Flex is shown in, English for one that we don't have. What the
 * customer has set under one of the names stays.
 */
export function registerStrings(manager: Manager, language: string | undefined): void {
  const ours = languages[language?.toLowerCase().split(/[-_]/)[0] ?? 'en'] ?? english;
  manager.strings = { ...ours, ...manager.strings };
  strings = manager.strings as unknown as Record<string, unknown>;
}

/** One of our strings, as Flex has it now, with its placeholders filled in. */
export function text(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  return pieces(key)
    .map(({ name, written }) => (name === null ? written : String(values[name] ?? written)))
    .join('');
}

/** A part of a string: plain, or a placeholder, with its name. `written`: as it stands in the string. */
export interface Piece {
  name: string | null;
  written: string;
}

/** One of our strings, cut where something is to be filled in: for what fills it in with more than text. */
export function pieces(key: StringKey): Piece[] {
  const found = strings[key];
  const template = typeof found === 'string' ? found : english[key];
  // Every second one is a placeholder.
  return template.split(PLACEHOLDER).map((written, i) => ({
    name: i % 2 === 1 ? written.replace(/[{}\s]/g, '') : null,
    written,
  }));
}
