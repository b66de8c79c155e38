import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv';
import { exportLong } from './csv-long';
import { leftOutRows } from './left-out';
import { preview } from './preview';
import type { Agent, Workspace } from './workspace';

const sidOf = (letter: string): string => `WK${letter.repeat(32)}`;
const agent = (letter: string, friendlyName: string): Agent => ({
  ...{ sid: sidOf(letter), friendlyName, available: true },
  attributes: { routing: { skills: [], levels: {} } },
});
const agents = [agent('a', 'Ada'), agent('b', 'Twin'), agent('c', 'Twin')];
const workspace: Workspace = {
  ...{ agents, queues: [], attribute: 'queues', signOnAttributes: [] },
  skills: [{ name: 'it' }, { name: 'hr' }],
};

/** What is left out of a file, as it is written, and read again once it was corrected. */
function leftOut(file: string, correct: (text: string) => string = (text) => text) {
  const { wanted } = readCsv(new TextEncoder().encode(file));
  const shown = preview(wanted, workspace);
  const rows = leftOutRows({ ...{ wanted, agents, preview: shown }, wordsOf: ({ kind }) => kind });
  const again = readCsv(new TextEncoder().encode(correct(exportLong(rows))));
  return { rows, again, shown: preview(again.wanted, workspace) };
}

describe('rows that a preview left out', () => {
  it('stand there as they were asked for, each change with its reason, and are done once they are corrected', () => {
    const file = 'friendly_name,it,vip\nAda,3,1\n';
    const { rows, again, shown } = leftOut(file, (text) => text.replace('vip', 'hr'));
    expect(rows).toMatchObject([
      { workerSid: sidOf('a'), friendlyName: 'Ada', change: { skill: 'it', level: 3 }, isToDo: true },
      { status: 'left out', message: 'skill_unknown', change: { skill: 'vip', level: 1 } },
    ]);
    expect(again.problems).toEqual([]);
    expect(shown.agents).toMatchObject([{ changes: [{ skill: 'it' }, { skill: 'hr' }] }]);
  });

  it('name whom nobody has found as the file did, by SID, by name or by e-mail', () => {
    const nobody = sidOf('f');
    const file = `worker_sid,friendly_name,email,it\n${nobody},,,1\n,Twin,,2\n,,eve@x.example,3\n,Ada,,4\n`;
    const { rows, again } = leftOut(file);
    expect(rows.map(({ message }) => message)).toEqual([
      ...['agent_not_found', 'agent_ambiguous', 'agent_not_found'],
    ]);
    expect(again.problems).toEqual([]);
    expect(again.wanted.map(({ who }) => who)).toEqual([
      { sid: nobody },
      { friendlyName: 'Twin' },
      { email: 'eve@x.example' },
    ]);
  });

  it('stay unmarked where they were: what was not marked is asked for by nobody', () => {
    const file = 'friendly_name,Row changed,it,vip\nAda,,3,\nAda,y,,1\nTwin,,1,\n';
    const { rows } = leftOut(file);
    expect(rows.map(({ change, isToDo }) => [change, isToDo])).toEqual([
      [{ do: 'assign', skill: 'vip', level: 1 }, true],
      [{ do: 'assign', skill: 'it', level: 1 }, false],
    ]);
    expect(leftOut('friendly_name,Row changed,it\nAda,,3\n').rows).toMatchObject([
      { message: 'row_not_marked', isToDo: false },
    ]);
  });
});
