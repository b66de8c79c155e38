import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import type { QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { useColumnMeasure } from './column-width';
import { QueuesCell, type TeamsViewWorker } from './QueuesCell';
import { countWorkerQueues } from './worker-queues';

/** A row of Teams View. */
interface Row {
  worker: TeamsViewWorker;
}

/** Behind the agent and the calls, before what others add. */
const SORT_ORDER = 5;

/** Adds the column to Teams View. */
export function addColumn(flex: typeof Flex, directory: QueueDirectory): void {
  flex.WorkersDataTable.Content.add(
    <flex.ColumnDefinition
      key="eligible-queues"
      name="eligible-queues"
      header={<ColumnHeader directory={directory} />}
      // Without it, the column is nowhere to be seen where the feature of custom columns is on.
      defaultVisible
      style={{ width: '30%', minWidth: 160 }}
      content={({ worker }: Row) => <QueuesCell worker={worker} directory={directory} />}
      sortingFn={(a: Row, b: Row) =>
        countWorkerQueues(a.worker.attributes) - countWorkerQueues(b.worker.attributes)
      }
    />,
    { sortOrder: SORT_ORDER },
  );
}

function ColumnHeader({ directory }: { directory: QueueDirectory }) {
  const measured = useColumnMeasure();
  React.useEffect(() => directory.ensure(), [directory]);
  return <span ref={measured}>{text('QueueEligibilityColumnHeader')}</span>;
}
