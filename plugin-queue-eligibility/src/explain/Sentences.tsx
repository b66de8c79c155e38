import { css, styled } from '@twilio-paste/core/styling-library';

/**
 * Around sentences that explain something, and lists of them. One styled element with plain ones in it: many of these
 * are shown at once.
 */
export const Sentences = styled.div(
  css({
    color: 'colorText',
    fontSize: 'fontSize30',
    lineHeight: 'lineHeight30',
    overflowWrap: 'anywhere',
    ul: { listStyle: 'none', margin: 'space0', paddingLeft: 'space0' },
    'li ul': {
      marginLeft: 'space30',
      paddingLeft: 'space40',
      borderLeftWidth: 'borderWidth10',
      borderLeftStyle: 'solid',
      borderLeftColor: 'colorBorderWeaker',
    },
    // A hostile expression nests far deeper than a window is wide.
    'li li li li li ul': { marginLeft: 'space0', paddingLeft: 'space0', borderLeftStyle: 'none' },
    li: { paddingY: 'space10' },
    '.clause': { display: 'flex', columnGap: 'space30', alignItems: 'flex-start' },
    '.verdict': { display: 'inline-flex', flexShrink: 0, paddingTop: 'space10' },
    '.sentence': { display: 'block' },
    '.sentence::first-letter': { textTransform: 'uppercase' },
    '&.sentence::first-letter': { textTransform: 'uppercase' },
    '.weak': { color: 'colorTextWeak', fontSize: 'fontSize20' },
    strong: { fontWeight: 'fontWeightSemibold' },
    code: { fontFamily: 'fontFamilyCode', fontSize: 'fontSize20' },
  }),
);
