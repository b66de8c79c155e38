import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { useEffect } from 'react';
import type { FlexWorker } from '../agent/flex-worker';
import type { OpenedAgent } from '../agent/opened-agent';
import type { PluginPorts } from '../ports';
import { text } from '../strings';
import { createChosenQueues, type ChosenQueues } from './chosen-queues';
import { useColumnMeasure } from './column-width';
import { QueuesCell } from './QueuesCell';
import { countWorkerQueues } from './worker-queues';

type ColumnPorts = Pick<PluginPorts, 'flex' | 'manager' | 'directory' | 'jobs'>;

/** A row of Teams View. */
interface Row {
  worker: FlexWorker;
}

/** Behind the agent and the calls, before what others add. */
const SORT_ORDER = 5;

/** Adds the column to Teams View. `opened`: whose queues are open in the dialog. */
export function addColumn({ flex, manager, directory, jobs }: ColumnPorts, opened: OpenedAgent): void {
  const chosen = createChosenQueues(manager, directory);
  const countOf = ({ worker }: Row): number =>
    countWorkerQueues(worker.attributes, directory.getState().attribute);
  flex.WorkersDataTable.Content.add(
    <flex.ColumnDefinition
      key="eligible-queues"
      name="eligible-queues"
      header={<ColumnHeader directory={directory} jobs={jobs} chosen={chosen} />}
      // Without it, the column is nowhere to be seen where the feature of custom columns is on.
      defaultVisible
      content={({ worker }: Row) => (
        <QueuesCell worker={worker} directory={directory} opened={opened} chosen={chosen} />
      )}
      sortingFn={(a: Row, b: Row) => countOf(a) - countOf(b)}
    />,
    { sortOrder: SORT_ORDER },
  );
}

interface ColumnHeaderProps extends Pick<ColumnPorts, 'directory' | 'jobs'> {
  chosen: ChosenQueues;
}

function ColumnHeader({ directory, jobs, chosen }: ColumnHeaderProps) {
  const measured = useColumnMeasure();
  useEffect(() => directory.ensure(), [directory]);
  useEffect(() => chosen.open(), [chosen]);
  // While agents are shown, the end of a resync is worth to be heard of.
  useEffect(() => jobs.open({ isPatient: true }), [jobs]);
  const sorting = text('QueueEligibilityColumnSort');
  return (
    <span ref={measured} title={sorting}>
      {text('QueueEligibilityColumnHeader')}
      <ScreenReaderOnly>. {sorting}</ScreenReaderOnly>
    </span>
  );
}
