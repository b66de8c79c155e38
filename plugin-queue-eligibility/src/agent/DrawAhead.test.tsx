import { expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import React from 'react';
import { fakeFunctions } from '../../test/fakes';
import { aList } from '../../test/jobs';
import { manyQueues } from '../../test/queues';
import { renderInFlex } from '../../test/render';
import { createQueueDirectory } from '../queue-directory';
import DrawAhead from './DrawAhead';

it('draws where nobody sees it, and says when that is done', async () => {
  const { client: functions } = fakeFunctions({
    '/jobs/queues': () => ({ queues: manyQueues(30) }),
    '/jobs/list': () => aList(),
  });
  const directory = createQueueDirectory(functions, { isAllowed: true });
  await directory.refresh();
  const made = jest.spyOn(document, 'createElement');
  let isDrawn = false;
  renderInFlex(<DrawAhead ports={{ functions, directory }} onDrawn={() => void (isDrawn = true)} />);
  await waitFor(() => expect(isDrawn).toBe(true));
  expect(screen.queryAllByRole('button', { hidden: true })).toEqual([]);
  const rows = made.mock.results.filter(({ value }) => (value as Element).className === 'queue');
  expect(rows.length).toBeGreaterThan(0);
});
