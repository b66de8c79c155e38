import '@testing-library/jest-dom/jest-globals';
import { render, type RenderResult } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React from 'react';

/** Renders something as Flex would: with Paste's theme. */
export const renderInFlex = (element: React.ReactElement): RenderResult =>
  render(<CustomizationProvider baseTheme="default">{element}</CustomizationProvider>);
