import * as Flex from '@twilio/flex-ui';
import * as React from 'react';
import type { HostSession } from '../src/session';

/** Starts Flex UI in the page's root, with a way back to the choice of who one is. */
export async function startFlex(session: HostSession): Promise<void> {
  const { appConfig } = session;
  // Plugins and parts of Flex UI itself look for these on the window.
  Object.assign(window, { appConfig, Twilio: { Flex } });
  Flex.MainHeader.Content.add(
    React.createElement(
      'a',
      { key: 'flex-host-switch', href: '/', title: 'Be somebody else', style: switchStyle },
      `${session.name}: switch`,
    ),
    { sortOrder: -1, align: 'end' },
  );
  try {
    await Flex.runDefault(appConfig, '#root');
  } catch (error) {
    const root = document.getElementById('root');
    if (root)
      root.textContent = `Flex did not start: ${error instanceof Error ? error.message : String(error)}`;
    throw error;
  }
}

const switchStyle: React.CSSProperties = {
  alignSelf: 'center',
  color: 'inherit',
  fontSize: 12,
  padding: '0 12px',
};
