import { explain, type Path, type WorkerFacts } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import { css, styled } from '@twilio-paste/core/styling-library';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, useMemo, useState } from 'react';
import { Explained } from '../explain/Explained';
import { Lacking } from '../explain/Lacking';
import { VerdictSign } from '../explain/VerdictSign';
import { text, type StringKey } from '../strings';
import type { Entry } from './arrange';

// One styled element around plain ones: opening an agent draws dozens of rows at once.
export const Rows = styled.ul(
  css({
    listStyle: 'none',
    margin: 'space0',
    padding: 'space0',
    fontSize: 'fontSize30',
    lineHeight: 'lineHeight30',
    color: 'colorText',
    overflowWrap: 'anywhere',
    '.queue': {
      borderTopWidth: 'borderWidth10',
      borderTopStyle: 'solid',
      borderTopColor: 'colorBorderWeaker',
    },
    '.heading': { margin: 'space0', fontSize: 'inherit', fontWeight: 'inherit' },
    '.open': {
      display: 'flex',
      alignItems: 'baseline',
      flexWrap: 'wrap',
      columnGap: 'space30',
      width: '100%',
      textAlign: 'left',
      font: 'inherit',
      color: 'inherit',
      cursor: 'pointer',
      border: 'none',
      backgroundColor: 'transparent',
      paddingX: 'space20',
      paddingY: 'space30',
      borderRadius: 'borderRadius20',
    },
    '.open:hover': { backgroundColor: 'colorBackground' },
    '.open:focus-visible': { boxShadow: 'shadowFocus', outline: 'none' },
    '.open .arrow': { flexShrink: 0, width: '12px', color: 'colorTextIcon', alignSelf: 'center' },
    '.open .sign': { alignSelf: 'center', display: 'inline-flex' },
    '.open .name': { fontWeight: 'fontWeightSemibold', flex: '1 1 160px', minWidth: 0 },
    '.badge': {
      fontSize: 'fontSize20',
      lineHeight: 'lineHeight20',
      paddingX: 'space20',
      borderRadius: 'borderRadius20',
      color: 'colorTextWeak',
      backgroundColor: 'colorBackground',
    },
    '.differs': { color: 'colorTextWarningStrong', backgroundColor: 'colorBackgroundWarningWeakest' },
    '.why': {
      flexBasis: '100%',
      paddingLeft: '44px',
      color: 'colorTextWeak',
      fontSize: 'fontSize20',
      lineHeight: 'lineHeight30',
    },
    '.why::first-letter': { textTransform: 'uppercase' },
    '.why strong': { fontWeight: 'fontWeightSemibold', color: 'colorText' },
    '.why code': { fontFamily: 'fontFamilyCode' },
  }),
);

interface EntryRowProps {
  entry: Entry;
  facts: WorkerFacts | null;
  /** Attributes that nobody is told to change. */
  fixed: readonly Path[];
  level: 4 | 5;
}

/** One queue: its name, how it is known, in a line why not; it opens into its clauses. */
export const EntryRow = memo(function EntryRow({ entry, facts, fixed, level }: EntryRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useUID();
  const Heading = level === 4 ? 'h4' : 'h5';
  const { name, verdict, isGone } = entry;
  return (
    <li className="queue">
      <Heading className="heading">
        <button
          type="button"
          className="open"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <svg className="arrow" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path
              d={isOpen ? 'M2 4l4 4 4-4' : 'M4 2l4 4-4 4'}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
            />
          </svg>
          <span className="sign">
            <VerdictSign verdict={verdict} />
          </span>
          <span className="name">{isGone ? text('QueueEligibilityColumnGone') : name}</span>
          <Badges entry={entry} />
          {isOpen || !facts ? null : <WhyNot entry={entry} facts={facts} />}
        </button>
      </Heading>
      <div id={detailsId} hidden={!isOpen}>
        {isOpen ? <Details entry={entry} facts={facts} fixed={fixed} /> : null}
      </div>
    </li>
  );
});

const BADGES = {
  asked: 'QueueEligibilityAgentBadgeAsked',
  list: 'QueueEligibilityAgentBadgeList',
  guess: 'QueueEligibilityAgentBadgeGuess',
} as const satisfies Record<string, StringKey>;

function Badges({ entry: { source, differs, rule, isContradicted } }: { entry: Entry }) {
  // Where TaskRouter says what everybody can read, that is no news.
  const isTold =
    rule !== null && source !== 'read' && (source !== 'asked' || rule.doubts.length > 0 || isContradicted);
  return (
    <>
      {isTold ? <span className="badge">{text(BADGES[source])}</span> : null}
      {differs ? (
        <span className="badge differs">
          {text(
            differs === 'missing' ? 'QueueEligibilityAgentBadgeMissing' : 'QueueEligibilityAgentBadgeExtra',
          )}
        </span>
      ) : null}
    </>
  );
}

/** Why the agent is not eligible, in a line; nothing where it is, or where only TaskRouter knows. */
function WhyNot({ entry: { rule, verdict }, facts }: { entry: Entry; facts: WorkerFacts }) {
  const expression = verdict === true ? null : (rule?.expression ?? null);
  const explanation = useMemo(() => (expression ? explain(expression, facts) : null), [expression, facts]);
  if (!explanation || explanation.verdict === true) return null;
  return (
    <span className="why">
      <Lacking explanation={explanation} />
    </span>
  );
}

function Details({ entry, facts, fixed }: Omit<EntryRowProps, 'level'>) {
  const { rule, source, verdict, isContradicted, isGone, sid } = entry;
  const notes: StringKey[] = [
    ...(isGone ? (['QueueEligibilityAgentGoneQueue'] as const) : []),
    ...(rule && source === 'list' ? (['QueueEligibilityAgentSourceList'] as const) : []),
    ...(rule && source === 'guess' ? (['QueueEligibilityAgentSourceGuess'] as const) : []),
    ...(isContradicted ? (['QueueEligibilityAgentContradicted'] as const) : []),
  ];
  return (
    <Box paddingLeft="space70" paddingRight="space20" paddingBottom="space50">
      {notes.map((note) => (
        <Text key={note} as="p" fontSize="fontSize20" marginBottom="space30">
          {text(note)}
        </Text>
      ))}
      {rule && facts ? (
        <Explained rule={rule} worker={facts} fixed={fixed} isEligible={verdict === true} />
      ) : null}
      <Text
        as="p"
        color="colorTextWeak"
        fontFamily="fontFamilyCode"
        fontSize="fontSize20"
        marginTop="space30"
      >
        {sid}
      </Text>
    </Box>
  );
}
