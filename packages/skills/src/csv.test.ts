import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readTable, writeTable } from './csv-cells';
import { readCsv } from './csv';
import { exportLong } from './csv-long';
import { exportWide } from './csv-wide';
import { preview } from './preview';
import type { Agent } from './workspace';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsv(bytes(text));
const utf16le = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const WK = `WK${'a'.repeat(32)}`;

describe('the wide form', () => {
  it('has an agent a row and a skill a column: a level, x, -, off, or nothing', () => {
    const { wanted, problems, form } = read(
      `worker_sid,friendly_name,email,it,hr,sales,tech,@team.name,skill:email\n${WK},Ada,,3,x,-,off 2,blue,\n,Bob,,,,,off,-,"2,5"\n,,eve@x.example,,,,,"[1]",\n`,
    );
    expect({ problems, form }).toEqual({ problems: [], form: 'wide' });
    expect(wanted).toEqual([
      {
        ...{ row: 2, who: { sid: WK }, isMarked: true },
        changes: [
          { do: 'assign', skill: 'it', level: 3 },
          { do: 'assign', skill: 'hr', level: null },
          { do: 'remove', skill: 'sales' },
          { do: 'level', skill: 'tech', level: 2 },
          { do: 'disable', skill: 'tech' },
          { do: 'set', path: ['team', 'name'], value: 'blue' },
        ],
      },
      {
        ...{ row: 3, who: { friendlyName: 'Bob' }, isMarked: true },
        changes: [
          { do: 'disable', skill: 'tech' },
          { do: 'unset', path: ['team', 'name'] },
          { do: 'assign', skill: 'email', level: 2.5 },
        ],
      },
      {
        ...{ row: 4, who: { email: 'eve@x.example' }, isMarked: true },
        changes: [{ do: 'set', path: ['team', 'name'], value: [1] }],
      },
    ]);
  });

  it('does only what is marked, where there is a column for it', () => {
    const { wanted, problems } = read(
      'friendly_name;ROW CHANGED;it\nAda;y;3\nBob;;3\nEve;Sí;x\nMax;maybe;1\n',
    );
    expect(wanted.map(({ row, isMarked }) => [row, isMarked])).toEqual([
      [2, true],
      [3, false],
      [4, true],
    ]);
    expect(problems).toMatchObject([{ row: 5, column: 'Row changed' }]);
  });

  it('names row and column of what it does not understand', () => {
    const { problems } = read(
      `worker_sid,it,it,hr\n${WK},abc,1,99999999999999999999\n,1,1,1\n${WK},1,2,3,4\n`,
    );
    expect(problems).toMatchObject([
      { row: 4, column: null, message: 'The row has 5 cells, the heading 4.' },
      { row: 1, column: 'it', message: 'There are two columns for it.' },
      { row: 2, column: 'it', message: expect.stringMatching(/^"abc" is none of/) as unknown },
      { row: 2, column: 'hr' },
      { row: 3, column: 'worker_sid' },
    ]);
    expect(read('').problems).toMatchObject([{ kind: 'csv_heading' }]);
    expect(read('it,hr\n1,2\n').problems).toMatchObject([{ row: 1, kind: 'csv_heading' }]);
    expect(read('worker_sid,it\n"WK1,3\n').problems).toMatchObject([{ kind: 'csv_row' }]);
  });
});

describe('the long form', () => {
  it('has one change a row', () => {
    const { wanted, problems, form } = read(
      [
        'friendly_name,action,skill,level,by,attribute,value,if',
        'Ada,assign,it,3,,,,absent',
        'Ada,Remove,hr,,,,,level 2',
        'Ada,replace,old,,new,,,',
        'Ada,set,,,,team.name,"""01""",',
        'Ada,unset,,,,team.lead,,',
      ].join('\n'),
    );
    expect({ problems, form }).toEqual({ problems: [], form: 'long' });
    expect(wanted.flatMap(({ changes }) => changes)).toEqual([
      { do: 'assign', skill: 'it', level: 3, onlyIfAbsent: true },
      { do: 'remove', skill: 'hr', onlyAtLevel: 2 },
      { do: 'replace', skill: 'old', by: 'new' },
      { do: 'set', path: ['team', 'name'], value: '01' },
      { do: 'unset', path: ['team', 'lead'] },
    ]);
  });

  it.each([
    ['Ada,give,it,,,', 'action'],
    ['Ada,assign,,,,', 'skill'],
    ['Ada,level,it,,,', 'level'],
    ['Ada,level,it,high,,', 'level'],
    ['Ada,replace,it,,,', 'by'],
    ['Ada,assign,it,,,sometimes', 'if'],
    ['Ada,set,,,,', 'attribute'],
  ])('names the column that is wrong: %s', (row, column) => {
    const { problems, wanted } = read(`friendly_name,action,skill,level,by,if\n${row}\n`);
    expect(wanted).toEqual([]);
    expect(problems).toMatchObject([{ row: 2, column }]);
  });

  // Regression: the condition was dropped, and the change made to everybody.
  it.each([['remove,it,,,absent'], ['level,it,3,,absent'], ['replace,it,,hr,absent']])(
    'refuses a condition that the action does not take: %s',
    (cells) => {
      const { problems, wanted } = read(`friendly_name,action,skill,level,by,if\nAda,${cells}\n`);
      expect(wanted).toEqual([]);
      expect(problems).toMatchObject([{ row: 2, column: 'if' }]);
    },
  );

  it('refuses one for an attribute, too', () => {
    const { problems, wanted } = read('friendly_name,action,attribute,value,if\nAda,set,team,b,level 3\n');
    expect([wanted, problems]).toMatchObject([[], [{ row: 2, column: 'if' }]]);
  });

  it('is written with a status, and what is to be done again is marked', () => {
    const change = { do: 'assign', skill: '=it', level: -1, onlyIfAbsent: true } as const;
    const row = { workerSid: WK, friendlyName: '@Ada', change, before: [], message: 'why' };
    const text = exportLong([
      { ...row, status: 'failed', isToDo: true },
      { ...row, status: 'done', isToDo: false },
    ]);
    expect(text).not.toMatch(/(^|,)"?[=@-]/m);
    expect(read(text).wanted).toEqual([
      { row: 2, who: { sid: WK }, changes: [change], isMarked: true },
      { row: 3, who: { sid: WK }, changes: [change], isMarked: false },
    ]);
  });
});

describe('a file that we have written', () => {
  it('can be read again with what is said in it beside the changes', () => {
    const beside = { workerSid: WK, friendlyName: 'Ada', change: null, before: [], isToDo: false };
    const text = exportLong([{ ...beside, status: 'was_disabled', message: 'it was disabled' }]);
    expect(read(text)).toMatchObject({ wanted: [], problems: [] });
    expect(read(text.replace('Ada,', 'Ada,y')).problems).toMatchObject([{ row: 2, column: 'action' }]);
  });
});

describe('files as they come', () => {
  const text = 'friendly_name;Español – ventas\nÑandú;3\n';
  const expected = [{ who: { friendlyName: 'Ñandú' }, changes: [{ skill: 'Español – ventas', level: 3 }] }];
  it.each([
    ['UTF-8', bytes(text), 'utf-8'],
    ['UTF-8 with a BOM', bytes(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16 with a BOM', utf16le(text), 'utf-16le'],
    ['windows-1252', new Uint8Array(Buffer.from(text.replace('–', '\u0096'), 'latin1')), 'windows-1252'],
  ])('are read: %s', (_what, given, encoding) => {
    expect(readCsv(given)).toMatchObject({ problems: [], encoding, wanted: expected });
  });

  it('are refused clearly: UTF-16 without a BOM, a spreadsheet', () => {
    for (const given of [utf16le(text).slice(2), bytes('PK\u0003\u0004\u0000\u0000')])
      expect(readCsv(given)).toMatchObject({ wanted: [], problems: [{ kind: 'csv_encoding' }] });
  });

  it('has 15,000 rows, and not one more', () => {
    const rows = (count: number) => `friendly_name,it\n${'Ada,1\n'.repeat(count)}`;
    expect(read(rows(15_000))).toMatchObject({ problems: [], wanted: { length: 15_000 } });
    expect(read(rows(15_001)).problems).toMatchObject([{ kind: 'csv_row' }]);
  });

  it('come back as they were written, and no cell is a formula', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^'{0,2}[=+\-@;,"']{0,2}[a-z\n]{0,3}$/),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (given) => {
        const rows = given.map((cells) => ['a', ...cells.map((one) => one.trim()), 'z']);
        const written = writeTable(['h1', 'h2', 'h3', 'h4', 'h5'], rows);
        const { table, problems } = readTable(written);
        expect(problems).toEqual([]);
        expect(table.rows.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});

describe('an export', () => {
  const agents: Agent[] = [
    {
      ...{ sid: WK, friendlyName: '=Ada', available: true },
      attributes: {
        email: 'Ada@x.example',
        routing: { skills: ['it', '@x', 'level', 'text'], levels: { it: 2.5, text: '7' } },
        disabled_skills: { skills: ['hr', 'ops'], levels: { hr: -3 } },
      },
    },
    {
      ...{ sid: `WK${'b'.repeat(32)}`, friendlyName: 'Bob', available: true },
      attributes: { routing: { skills: [], levels: { it: 1 } } },
    },
    { sid: `WK${'c'.repeat(32)}`, friendlyName: 'Broken', available: false, attributes: { routing: 'vip' } },
  ];
  const workspace = { agents, queues: [], attribute: 'queues', signOnAttributes: [] };
  const skills = ['it', '@x', 'level', 'text', 'hr', 'ops'].map((name) => ({ name }));

  it('goes round without loss: read again as it is, it changes nothing', () => {
    const marked = exportWide(agents, ['it']).replaceAll(/(example|Bob,|Broken,),/g, '$1,y');
    const { wanted, problems } = readCsv(bytes(marked));
    expect(problems).toEqual([]);
    expect(preview(wanted, { ...workspace, skills })).toMatchObject({ agents: [] });
  });

  it('does what was edited in it, and no more', () => {
    const edited = exportWide(agents, ['it']).replace('example,,2.5,', 'example,y,4,');
    const shown = preview(readCsv(bytes(edited)).wanted, { ...workspace, skills });
    expect(shown.agents).toMatchObject([
      { friendlyName: '=Ada', attributes: { routing: { levels: { it: 4, text: '7' } } } },
    ]);
  });
});
