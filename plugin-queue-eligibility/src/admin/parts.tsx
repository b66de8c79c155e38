import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState, type ReactNode } from 'react';

/** The time of now, again every second while `isTicking`; milliseconds since the epoch. */
export function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return isTicking ? now : Date.now();
}

/** How far something is, from 0 to 1; null: nobody knows. Paste has no progress bar in the version of Flex. */
export function ProgressBar({ label, value }: { label: string; value: number | null }) {
  const percent = value === null ? null : Math.round(Math.min(1, value) * 100);
  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      height="8px"
      width="100%"
      overflow="hidden"
      borderRadius="borderRadiusPill"
      backgroundColor="colorBackgroundStrong"
    >
      <Box
        height="100%"
        borderRadius="borderRadiusPill"
        backgroundColor="colorBackgroundPrimary"
        style={{
          width: `${percent ?? 100}%`,
          opacity: percent === null ? 0.35 : 1,
          transition: 'width 0.8s linear',
        }}
      />
    </Box>
  );
}

/** A number with what it counts. */
export function Figure({
  label,
  children,
  isBad = false,
}: {
  label: string;
  children: ReactNode;
  isBad?: boolean;
}) {
  return (
    <Box minWidth="size10">
      <Text as="dt" color="colorTextWeak" fontSize="fontSize20">
        {label}
      </Text>
      <Text
        as="dd"
        marginLeft="space0"
        fontSize="fontSize60"
        lineHeight="lineHeight60"
        fontWeight="fontWeightSemibold"
        color={isBad ? 'colorTextError' : 'colorText'}
        style={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {children}
      </Text>
    </Box>
  );
}

/** Figures side by side. */
export const Figures = ({ children }: { children: ReactNode }) => (
  <Box as="dl" display="flex" flexWrap="wrap" columnGap="space90" rowGap="space50" margin="space0">
    {children}
  </Box>
);

/** A part of the page under a heading of its own. */
export function Section({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Box as="section" aria-label={title} marginTop="space90">
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        justifyContent="space-between"
        columnGap="space50"
        rowGap="space30"
        marginBottom="space50"
      >
        <Text
          as="h2"
          fontSize="fontSize60"
          lineHeight="lineHeight60"
          fontWeight="fontWeightSemibold"
          margin="space0"
        >
          {title}
        </Text>
        {action ? (
          <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
            {action}
          </Box>
        ) : null}
      </Box>
      {children}
    </Box>
  );
}

/** Something wide that scrolls by itself where the window is narrow. */
export const Scrolling = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box overflowX="auto" tabIndex={0} role="region" aria-label={label}>
    <Box minWidth="size60">{children}</Box>
  </Box>
);
