import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What runs in the Functions, from the root of the repository. */
const ROOMS = [
  ...['api', 'batch', 'eligibility', 'queue-edits', 'skills', 'task-router'].map(
    (name) => `packages/${name}/src`,
  ),
  'serverless/src',
];

const CODE = '[a-z]+(?:_[a-z]+)*';
/** How a code comes into the sources. */
const CODES = [
  // An error, a refusal, the body of an answer.
  new RegExp(String.raw`(?:super|Error|CommandRefused|problem)\(\s*'(${CODE})'`, 'g'),
  new RegExp(String.raw`\bcode: '(${CODE})'`, 'g'),
  // Why a command makes no sense: commands.ts.
  new RegExp(String.raw`\['(job_${CODE})', `, 'g'),
  // One that has a name: skills.ts.
  new RegExp(String.raw`const [A-Z_]+ = '([a-z]+_${CODE})'`, 'g'),
];
/** Objects that name codes, and what stands before each of them where it shows. */
const LISTS = [
  {
    list: /const (?:ERROR_CODES|PROBLEMS|REFUSALS|EDIT_REFUSALS|INCOMPLETE) = \{(.*?)\} as const/gs,
    before: '',
  },
  { list: /const UNPROVEN = \{(.*?)\} as const/gs, before: 'unproven_' },
];
const VALUE = new RegExp(`: '(${CODE})'`, 'g');

/** The name of a line in the log. */
const LINES = [/'([a-z]+\.[a-z_]+)'/g, /\bevent: '([a-z]+)'/g];
/** What has the shape of one and is none: attributes, an event of TaskRouter's. */
const NO_LINES: ReadonlySet<string> = new Set(['routing.levels', 'routing.skills', 'worker.created']);

const all = (text: string, patterns: readonly RegExp[]): string[] =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, found]) => found ?? ''));

/** All codes, and all names of lines in the log, that the Functions can bring up. `root`: of the repository. */
export function namesInSources(root: string): { codes: ReadonlySet<string>; lines: ReadonlySet<string> } {
  const codes = new Set<string>();
  const lines = new Set<string>();
  for (const room of ROOMS) {
    for (const file of readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const text = readFileSync(path.join(root, room, file), 'utf8');
      for (const code of all(text, CODES)) codes.add(code);
      for (const { list, before } of LISTS)
        for (const body of all(text, [list])) for (const code of all(body, [VALUE])) codes.add(before + code);
      for (const line of all(text, LINES)) if (!NO_LINES.has(line)) lines.add(line);
    }
  }
  return { codes, lines };
}
