import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nameOf, type Cause } from './cause';
import { CAUSES } from './causes';
import { rowsOf, touchesOf, type Row } from './page';
import { performAll, type Performance } from './perform';
import { namesInSources } from './sources';
import { INWARD, UNCAUSED } from './uncaused';

jest.setTimeout(240_000);

const ROOT = path.join(path.dirname(__filename), '..', '..', '..');
const rows = rowsOf(readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8'));
const rowOf = ({ where, code }: Cause): Row | undefined =>
  rows.find((row) => row.where === where && row.codes.includes(code));

describe('everything in docs/runbook.md shows as it says there', () => {
  let results: Map<Cause, Performance | Error>;
  beforeAll(async () => {
    const projectDir = path.join(ROOT, 'serverless', 'dist');
    results = await performAll(CAUSES, { projectDir, atOnce: 4 });
  });

  it.each(CAUSES.map((cause) => [nameOf(cause), cause] as const))('%s', (_name, cause) => {
    const result = results.get(cause);
    if (result === undefined || result instanceof Error)
      throw result ?? new Error('it was not brought about');
    const { codes, touches, seen } = result;
    expect(codes).toContain(cause.code);
    const row = rowOf(cause);
    expect(touches).toBe(cause.touches);
    expect(row && touchesOf(row)).toBe(touches);
    if ('answer' in seen) expect(row?.cells['status']).toBe(String(seen.answer.status));
    if ('line' in seen) expect(row?.cells['level']).toBe(seen.line.level);
  });
});

describe('docs/runbook.md has a row for everything, and for nothing else', () => {
  const { codes, lines } = namesInSources(ROOT);
  const caused = new Set(CAUSES.map(({ code }) => code));
  const inRows = new Set(rows.flatMap((row) => row.codes));

  it('every code that the sources know has a row, and a cause or a reason why it has none', () => {
    const outward = [...codes].filter((code) => !Object.hasOwn(INWARD, code));
    expect(outward.filter((code) => !inRows.has(code))).toEqual([]);
    expect(outward.filter((code) => !caused.has(code) && !Object.hasOwn(UNCAUSED, code))).toEqual([]);
  });

  it('what never leaves the code is another one outside', () => {
    const outside = new Set([...codes, ...lines]);
    for (const [code, becomes] of Object.entries(INWARD)) {
      expect(codes).toContain(code);
      expect(outside).toContain(becomes);
    }
  });

  it('every line that the Functions can log has a row and a cause', () => {
    expect([...lines].filter((line) => !inRows.has(line) || !caused.has(line))).toEqual([]);
  });

  it('every row is about something that there is, and has a cause or a reason why it has none', () => {
    const known = new Set(CAUSES.map(nameOf));
    const isKnown = (where: Row['where'], code: string): boolean =>
      known.has(nameOf({ where, code })) || (Object.hasOwn(UNCAUSED, code) && codes.has(code));
    const unknown = rows.flatMap(({ where, codes: named }) =>
      named.filter((code) => !isKnown(where, code)).map((code) => nameOf({ where, code })),
    );
    expect(unknown).toEqual([]);
    expect(rows.filter(({ codes: named }) => named.length === 0)).toEqual([]);
  });

  it('every row says what to do', () => {
    const silent = rows.filter(({ cells }) => !cells['what it means'] || !cells['what to do']);
    expect(silent.map((row) => row.codes)).toEqual([]);
  });
});
