import { afterEach } from '@jest/globals';
import '@testing-library/jest-dom/jest-globals';
import { cleanup, configure, render, type RenderResult } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { type PropsWithChildren } from 'react';

// What takes a tenth of a second here takes more than one where something else has the processors.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);

const InFlex = ({ children }: PropsWithChildren<object>) => (
  <CustomizationProvider baseTheme="default">{children as React.ReactElement}</CustomizationProvider>
);

/** Renders something as Flex would, with Paste's theme, and so whenever it is rendered again. */
export const renderInFlex = (element: React.ReactElement): RenderResult =>
  render(element, { wrapper: InFlex as React.ComponentType });
