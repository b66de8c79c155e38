import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
// Its modules are to have run by then, too.
import './AgentDialog';
import { AgentQueues, type AgentQueuesPorts } from './AgentQueues';

const NOBODY = { sid: '', attributes: {} };

/** Draws an agent's queues once where nobody sees them: styles are made and code is compiled when somebody opens some. */
export default function DrawAhead({ ports, onDrawn }: { ports: AgentQueuesPorts; onDrawn: () => void }) {
  const [nowhere] = useState(() => document.createElement('div'));
  useEffect(onDrawn, [onDrawn]);
  return createPortal(<AgentQueues ports={ports} worker={NOBODY} level={4} />, nowhere);
}
