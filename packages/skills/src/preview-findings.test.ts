import { expect, it } from '@jest/globals';
import { changedSince, groupFindings, type Finding, type FindingFacts } from './preview-findings';

const at = (row: number, facts: FindingFacts): Finding => ({
  ...facts,
  ...{ row, workerSid: `WK${row}`, who: `agent ${row}` },
});
const wordsOf = (facts: FindingFacts): string =>
  'skill' in facts ? `${facts.kind} ${facts.skill}` : facts.kind;

it('findings that say the same are one, with all their rows; what leaves somebody out comes first', () => {
  const hyphen = (row: number, skill: string) => at(row, { kind: 'skill_hyphen', skill });
  const many = Array.from({ length: 300 }, (_, i) => hyphen(i + 2, 'a-b'));
  const groups = groupFindings(
    [...many, hyphen(400, 'c-d'), at(500, { kind: 'agent_not_found' }), hyphen(600, 'a-b')],
    wordsOf,
  );
  expect(groups.map(({ words, leavesOut, findings }) => [words, leavesOut, findings.length])).toEqual([
    ['agent_not_found', true, 1],
    ['skill_hyphen a-b', false, 301],
    ['skill_hyphen c-d', false, 1],
  ]);
  expect(groups[1]?.findings.at(-1)).toMatchObject({ row: 600 });
});

it('agents whom somebody else has changed since are named once each', () => {
  const changed = (row: number, about: string) => at(row, { kind: 'changed_since', about });
  const found = changedSince([
    changed(1, 'it'),
    changed(1, 'hr'),
    at(2, { kind: 'agent_unread' }),
    changed(3, 'it'),
  ]);
  expect([...found]).toEqual([
    ['WK1', 'agent 1'],
    ['WK3', 'agent 3'],
  ]);
});
