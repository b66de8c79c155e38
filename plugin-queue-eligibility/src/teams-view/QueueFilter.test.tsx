import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { fakeFunctions } from '../../test/fakes';
import { aList } from '../../test/jobs';
import { manyQueues } from '../../test/queues';
import { renderInFlex } from '../../test/render';
import { createQueueDirectory } from '../queue-directory';
import { flexValueOf } from './filter-value';
import { QueueFilterField, QueueFilterLabel } from './QueueFilter';

const queues = manyQueues(60);
const sidOf = (i: number): string => queues[i]?.sid ?? '';

function setUp(initial: unknown = undefined, known = queues) {
  const functions = fakeFunctions({ '/jobs/queues': () => ({ queues: known }), '/jobs/list': () => aList() });
  const directory = createQueueDirectory(functions.client, { isAllowed: true });
  const changes: string[][] = [];
  function Filter() {
    const [value, setValue] = useState<unknown>(initial);
    const take = (sids: string[]): void => {
      changes.push(sids);
      setValue(sids);
    };
    return (
      <>
        <QueueFilterLabel currentValue={value} />
        <QueueFilterField directory={directory} currentValue={value} handleChange={take} />
      </>
    );
  }
  return { Filter, directory, functions, changes };
}

describe('the filter', () => {
  it('finds by typing, takes several, shows them, and lets go of them', async () => {
    const { Filter, changes } = setUp();
    renderInFlex(<Filter />);
    fireEvent.change(await screen.findByLabelText('Queues'), { target: { value: 'queue 59' } });
    await userEvent.click(screen.getByRole('checkbox', { name: 'Queue 59' }));
    fireEvent.change(screen.getByLabelText('Queues'), { target: { value: 'queue 58' } });
    await userEvent.click(screen.getByRole('checkbox', { name: 'Queue 58' }));
    expect(changes.at(-1)).toEqual([sidOf(59), sidOf(58)]);
    expect(screen.getByText('2 chosen')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Remove Queue 59/ }));
    expect(changes.at(-1)).toEqual([sidOf(58)]);
    await userEvent.click(screen.getByRole('button', { name: 'Clear queues' }));
    expect(changes.at(-1)).toEqual([]);
    expect(screen.getByText('Any')).toBeInTheDocument();
  });

  it('takes no more than a Live Query does, and says so', async () => {
    const { Filter, changes } = setUp(queues.slice(0, 28).map(({ sid }) => sid));
    renderInFlex(<Filter />);
    expect(await screen.findByText(/No more than 28 queues/)).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText('Queues'), { target: { value: 'queue 5' } });
    expect(screen.getByRole('checkbox', { name: 'Queue 50' })).toBeDisabled();
    expect(screen.getByRole('checkbox', { name: 'Queue 5' })).toBeEnabled();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Queue 5' }));
    expect(changes.at(-1)).toHaveLength(27);
  });

  it('asks for the agents of all of them, where that is meant', async () => {
    const { Filter, changes } = setUp([sidOf(1)]);
    renderInFlex(<Filter />);
    expect(screen.queryByRole('radio')).toBeNull();
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Queue 2' }));
    await userEvent.click(screen.getByRole('radio', { name: 'all of these' }));
    expect(changes.at(-1)).toEqual(flexValueOf({ queues: [sidOf(1), sidOf(2)], isAll: true }));
    expect(screen.getByText('all of 2')).toBeInTheDocument();
    expect(screen.getByText(/eligible for all of these queues/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'any of these' }));
    expect(changes.at(-1)).toEqual([sidOf(1), sidOf(2)]);
  });

  it('says how many agents each queue has, once TaskRouter has counted them', async () => {
    const counted = queues.map((queue, i) => ({ ...queue, eligibleWorkers: i === 2 ? null : i * 3 }));
    const { Filter, functions } = setUp(undefined, counted);
    renderInFlex(<Filter />);
    expect(await screen.findByRole('checkbox', { name: 'Queue 1 (3)' })).toBeInTheDocument();
    expect(screen.getByRole('checkbox', { name: 'Queue 2' })).toBeInTheDocument();
    expect(functions.calls.map(({ parameters }) => parameters)).toContainEqual({ statistics: true });
  });

  it('asks about codes where lists hold codes, whatever was chosen before', async () => {
    const coded = queues.map((queue, i) => ({ ...queue, value: `Q0c${String(i).padStart(3, '0')}` }));
    const { Filter, changes } = setUp([sidOf(3)], coded);
    renderInFlex(<Filter />);
    fireEvent.change(await screen.findByLabelText('Queues'), { target: { value: 'queue 59' } });
    await userEvent.click(screen.getByRole('checkbox', { name: 'Queue 59' }));
    expect(changes.at(-1)).toEqual(['Q0c003', 'Q0c059']);
    await userEvent.click(screen.getByRole('button', { name: /Remove Queue 3/ }));
    expect(changes.at(-1)).toEqual(['Q0c059']);
  });

  it('keeps what is no queue out of the query', async () => {
    const { Filter, changes } = setUp(['"] OR data.friendly_name != "', 7, sidOf(1)]);
    renderInFlex(<Filter />);
    expect(await screen.findByText('1 chosen')).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Queue 2' }));
    expect(changes.at(-1)).toEqual([sidOf(1), sidOf(2)]);
  });

  it('shows names as they are, never as HTML', async () => {
    const markup = '<img src=x onerror="window.isHacked = true">';
    const { Filter } = setUp(
      [sidOf(0)],
      queues.slice(0, 1).map((queue) => ({ ...queue, friendlyName: markup })),
    );
    renderInFlex(<Filter />);
    expect(await screen.findByRole('checkbox', { name: markup })).toBeChecked();
    expect(screen.getByRole('button', { name: `Remove ${markup}` })).toBeInTheDocument();
    expect(document.querySelector('img')).toBeNull();
  });

  it('says that the queues could not be loaded, and tries again', async () => {
    const { Filter, functions } = setUp();
    const works = functions.answers['/jobs/queues'];
    delete functions.answers['/jobs/queues'];
    renderInFlex(<Filter />);
    await screen.findByText('The queues could not be loaded.');
    if (works) functions.answers['/jobs/queues'] = works;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByLabelText('Queues')).toBeInTheDocument();
  });
});
