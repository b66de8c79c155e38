import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import { useTheme } from '@twilio-paste/core/theme';
import React from 'react';
import { ratesOf, type Sample } from '../live/throughput';
import { text } from '../strings';
import { count } from './words';

const WIDTH = 240;
const HEIGHT = 48;

/** Updates a second over the last two minutes, for the eye a line and for everybody the figures. */
export function Throughput({ samples }: { samples: readonly Sample[] }) {
  const { textColors } = useTheme() as { textColors: { colorTextLink: string } };
  const rates = ratesOf(samples);
  if (rates.length < 2) return null;
  const highest = Math.max(...rates, 1);
  const points = rates.map((rate, i) => {
    const x = (i * WIDTH) / (rates.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - 2 - (rate / highest) * (HEIGHT - 4)).toFixed(1)}`;
  });
  const last = count(Math.round(rates[rates.length - 1] ?? 0));
  const caption = text('QueueEligibilityThroughputText', { last, highest: count(Math.round(highest)) });
  return (
    <Box as="figure" margin="space0">
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={caption} style={{ maxWidth: '100%' }}>
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke={textColors.colorTextLink}
          strokeWidth={2}
          strokeLinejoin="round"
        />
      </svg>
      <Text as="figcaption" aria-hidden="true" color="colorTextWeak" fontSize="fontSize20">
        {caption}
      </Text>
    </Box>
  );
}
