import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import { useTheme } from '@twilio-paste/core/theme';
import React from 'react';
import { ratesOf, type RatePoint, type Sample } from '../../live/throughput';
import { text } from '../../strings';
import { count, duration } from '../words';

const WIDTH = 320;
const HEIGHT = 48;

/** The colours that a drawing can't have as properties of a component. */
interface Theme {
  textColors: { colorTextLink: string };
  borderColors: { colorBorderWeak: string };
}

/** Agents a second over the last minutes, for the eye a line over nothing, and for everybody the figures. */
export function Throughput({ samples }: { samples: readonly Sample[] }) {
  const { textColors, borderColors } = useTheme() as Theme;
  const lines = ratesOf(samples).filter(({ length }) => length > 1);
  const all = lines.flat();
  const highest = Math.max(...all.map(({ rate }) => rate), 1);
  const [fromMs, toMs] = [all[0]?.atMs ?? 0, all[all.length - 1]?.atMs ?? 0];
  const xOf = ({ atMs }: RatePoint): string => (((atMs - fromMs) / (toMs - fromMs)) * WIDTH).toFixed(1);
  const yOf = ({ rate }: RatePoint): string => (HEIGHT - 2 - (rate / highest) * (HEIGHT - 4)).toFixed(1);
  const caption = text('QueueEligibilityThroughputText', {
    span: duration((toMs - fromMs) / 1_000),
    highest: count(Math.round(highest)),
  });
  // Room is kept for it from the start: nothing moves when there is something to draw.
  const isDrawn = all.length > 1;
  return (
    <Box as="figure" margin="space0" aria-hidden={!isDrawn} style={isDrawn ? {} : { visibility: 'hidden' }}>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={caption} style={{ maxWidth: '100%' }}>
        <line x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} stroke={borderColors.colorBorderWeak} />
        {lines.map((line) => {
          const points = line.map((point) => `${xOf(point)},${yOf(point)}`).join(' ');
          const [first, last] = [line[0], line[line.length - 1]];
          if (!first || !last) return null;
          return (
            <g key={first.atMs} fill="none" stroke={textColors.colorTextLink}>
              <polygon
                points={`${xOf(first)},${HEIGHT} ${points} ${xOf(last)},${HEIGHT}`}
                fill={textColors.colorTextLink}
                stroke="none"
                opacity={0.12}
              />
              <polyline points={points} strokeWidth={2} strokeLinejoin="round" />
            </g>
          );
        })}
      </svg>
      <Text as="figcaption" aria-hidden="true" color="colorTextWeak" fontSize="fontSize20">
        {caption}
      </Text>
    </Box>
  );
}
