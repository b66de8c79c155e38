import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import { useTheme } from '@twilio-paste/core/theme';
import React from 'react';
import { ratesOf, type Sample } from '../../live/throughput';
import { text } from '../../strings';
import { count } from '../words';

const WIDTH = 240;
const HEIGHT = 48;

/** The colours that a drawing can't have as properties of a component. */
interface Theme {
  textColors: { colorTextLink: string };
  borderColors: { colorBorderWeak: string };
}

/** Agents a second over the last two minutes, for the eye a line over nothing, and for everybody the figures. */
export function Throughput({ samples }: { samples: readonly Sample[] }) {
  const { textColors, borderColors } = useTheme() as Theme;
  const rates = ratesOf(samples);
  const highest = Math.max(...rates, 1);
  const points = rates.map((rate, i) => {
    const x = (i * WIDTH) / Math.max(1, rates.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - 2 - (rate / highest) * (HEIGHT - 4)).toFixed(1)}`;
  });
  const caption = text('QueueEligibilityThroughputText', { highest: count(Math.round(highest)) });
  // Room is kept for it from the start: nothing moves when there is something to draw.
  const isDrawn = rates.length > 1;
  return (
    <Box as="figure" margin="space0" aria-hidden={!isDrawn} style={isDrawn ? {} : { visibility: 'hidden' }}>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={caption} style={{ maxWidth: '100%' }}>
        <line x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} stroke={borderColors.colorBorderWeak} />
        <polygon
          points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`}
          fill={textColors.colorTextLink}
          opacity={0.12}
        />
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
