import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AGENTS, QUEUES, queuesAnswer, showView, workersAnswer } from '../../test/views';
import { FunctionsError } from '../functions-client';
import { proposalFor } from './proposal';

describe('coverage', () => {
  it('says what went wrong', async () => {
    showView(
      { view: 'coverage' },
      {
        '/jobs/queues': () => {
          throw new FunctionsError('unreachable', 'unreachable', '', null);
        },
      },
    );
    expect(await screen.findByText('The Functions can’t be reached')).toBeInTheDocument();
  });
});

describe('a proposal', () => {
  const demand = (clause: string, wanted: string | number) => ({ clause, wanted: [wanted] });
  it.each([
    [
      "team=='x' AND languages HAS 'Spansh'",
      demand("languages HAS 'Spansh'", 'Spansh'),
      'spelling',
      'Spanish',
      "team=='x' AND languages HAS 'Spanish'",
    ],
    [
      "a IN ['b', 'c'] OR (a  IN ['b','c'])",
      demand("a IN ['b', 'c']", 'b'),
      'case',
      'B',
      "a IN ['B', 'c'] OR (a  IN ['B','c'])",
    ],
    ["'x' IN skills", demand("'x' IN skills", 'x'), 'blanks', "o'x", `"o'x" IN skills`],
    ['level >= 3', demand('level >= 3', 3), 'level', 2, null],
    ['level == 3', demand('level == 3', 3), 'type', '3', "level == '3'"],
    ['not one', demand('a == 1', 1), 'type', '1', null],
    ['', demand('a == 1', 1), 'type', '1', null],
    ['a == 2', demand('a == 1', 1), 'type', '1', null],
  ] as const)('%s', (expression, { clause, wanted }, kind, value, expected) => {
    expect(proposalFor(expression, { clause, wanted }, { kind, value })).toBe(expected);
  });
});
void [userEvent, AGENTS, QUEUES, queuesAnswer, workersAnswer];
