import React, { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { PluginPorts } from '../ports';
import { useQueueDirectory } from '../queue-directory';
import type { FlexWorker } from './flex-worker';
import { createOpenedAgent, useOpenedAgent, type OpenedAgent } from './opened-agent';

// In the one file that a plugin is, but not run before somebody opens them.
const AgentDialog = lazy(() => import(/* webpackMode: "eager" */ './AgentDialog'));
const DrawAhead = lazy(() => import(/* webpackMode: "eager" */ './DrawAhead'));
const PanelSection = lazy(() => import(/* webpackMode: "eager" */ './PanelSection'));

type AgentPorts = Pick<PluginPorts, 'flex' | 'functions' | 'directory'>;

/** Behind what Flex itself shows of the agent. */
const SORT_ORDER = 100;

/** Adds the dialog with an agent's queues, and the section in the panel that Flex opens for an agent. */
export function addAgentQueues(ports: AgentPorts): OpenedAgent {
  const { flex } = ports;
  const opened = createOpenedAgent();
  flex.MainContainer.Content.add(<Dialog key="queue-eligibility-agent" ports={ports} opened={opened} />);
  // No part of Flex that is documented to stay: without it, there is the dialog.
  (flex as Partial<typeof flex>).WorkerCanvas?.Content.add(
    <Panel key="queue-eligibility-agent" ports={ports} opened={opened} />,
    { sortOrder: SORT_ORDER },
  );
  return opened;
}

interface PartProps {
  ports: AgentPorts;
  opened: OpenedAgent;
}

function Dialog({ ports, opened }: PartProps) {
  const { worker, leftAtMs } = useOpenedAgent(opened);
  const { isToDraw, onDrawn } = useReadAhead(ports);
  if (!worker && !isToDraw) return null;
  return (
    <Suspense fallback={null}>
      {worker ? (
        <AgentDialog ports={ports} worker={worker} leftAtMs={leftAtMs} onClose={() => opened.close()} />
      ) : (
        <DrawAhead ports={ports} onDrawn={onDrawn} />
      )}
    </Suspense>
  );
}

/**
 * Has the queues' expressions read, and then an agent's queues drawn once, before somebody opens an agent; there are none
 * before Teams View was.
 */
function useReadAhead({ directory }: AgentPorts): { isToDraw: boolean; onDrawn: () => void } {
  const queues = useQueueDirectory(directory, (state) => state.queues);
  const [ahead, setAhead] = useState<'reading' | 'read' | 'drawn'>('reading');
  useEffect(() => {
    if (queues.size === 0) return;
    let stop: (() => void) | null = null;
    let isOver = false;
    const whenRead = (): void => setAhead((now) => (now === 'drawn' ? now : 'read'));
    void import(/* webpackMode: "eager" */ './read-ahead').then(({ readAhead }) => {
      if (!isOver) stop = readAhead([...queues.values()], { whenRead });
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [queues]);
  const onDrawn = useCallback(() => setAhead('drawn'), []);
  return { isToDraw: ahead === 'read', onDrawn };
}

/** Flex hands the worker to whatever stands in its panel. */
function Panel({ ports, opened, worker }: PartProps & { worker?: FlexWorker }) {
  if (!worker) return null;
  return (
    <Suspense fallback={null}>
      <PanelSection ports={ports} opened={opened} worker={worker} />
    </Suspense>
  );
}
