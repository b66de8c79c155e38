import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';

interface PanelProps {
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a view in a frame of its own. */
export const Panel = ({ title, action, children }: PanelProps) => (
  <Box
    as="section"
    aria-label={title}
    padding="space60"
    borderStyle="solid"
    borderWidth="borderWidth10"
    borderColor="colorBorderWeaker"
    borderRadius="borderRadius30"
    backgroundColor="colorBackgroundBody"
    minWidth="0"
  >
    <Box
      display="flex"
      flexWrap="wrap"
      justifyContent="space-between"
      alignItems="center"
      columnGap="space40"
      marginBottom="space40"
    >
      <Text
        as="h3"
        fontSize="fontSize40"
        lineHeight="lineHeight40"
        fontWeight="fontWeightSemibold"
        margin="space0"
      >
        {title}
      </Text>
      {action}
    </Box>
    {children}
  </Box>
);
