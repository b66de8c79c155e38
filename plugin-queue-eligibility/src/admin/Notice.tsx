import { Box } from '@twilio-paste/core/box';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';

interface NoticeProps {
  variant: 'neutral' | 'success' | 'warning' | 'error';
  title: string;
  body: string;
  /** Beside what everybody reads, for whoever set this up. */
  details?: readonly string[];
  /** Inside a part of the page that has a heading of its own. */
  isNested?: boolean;
  /** What can be done about it. */
  children?: ReactNode;
}

/** A state of things that is to be noticed: what it is, and what to do. */
export function Notice({ variant, title, body, details = [], isNested = false, children }: NoticeProps) {
  return (
    <Box role={variant === 'error' ? 'alert' : 'status'}>
      <Callout variant={variant}>
        <CalloutHeading as={isNested ? 'h3' : 'h2'}>
          {/* Flex takes the weight from headings. */}
          <Text as="span" color="inherit" fontWeight="fontWeightBold">
            {title}
          </Text>
        </CalloutHeading>
        {[body, ...details].map((line) => (
          <CalloutText key={line}>{line}</CalloutText>
        ))}
        {children ? <Box marginTop="space40">{children}</Box> : null}
      </Callout>
    </Box>
  );
}
