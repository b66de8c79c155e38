import { isQueueValue, type QueueView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useMemo, useState } from 'react';
import { useQueueDirectory, type QueueDirectory } from '../queue-directory';
import { text } from '../strings';

/** Most values in an array of a Live Query (error 54510): https://www.twilio.com/docs/sync/live-query */
const MAX_VALUES = 29;

/** What Flex gives to the field and the label of a filter. */
interface FlexFilterProps {
  currentValue?: unknown;
  handleChange?: (value: string[]) => void;
}

/**
 * The chosen queues, by what stands for them in a worker's list. Flex writes the values into a query as they are:
 * nothing else may get there.
 */
function readChosen(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  return values.filter(isQueueValue);
}

/** How much is chosen, in the closed filter. */
export function QueueFilterLabel({ currentValue }: FlexFilterProps) {
  const count = readChosen(currentValue).length;
  return (
    <>{count === 0 ? text('QueueEligibilityFilterAny') : text('QueueEligibilityFilterChosen', { count })}</>
  );
}

/** Chooses queues by typing. */
export function QueueFilterField({
  directory,
  currentValue,
  handleChange,
}: FlexFilterProps & { directory: QueueDirectory }) {
  const status = useQueueDirectory(directory, (state) => state.status);
  const queues = useQueueDirectory(directory, (state) => state.queues);
  const byValue = useQueueDirectory(directory, (state) => state.byValue);
  useEffect(() => directory.ensure(), [directory]);
  if (queues.size === 0 && status === 'failed') return <Failed directory={directory} />;
  if (queues.size === 0 && status !== 'ready') {
    return (
      <Text as="p" color="colorTextWeak" role="status">
        {text('QueueEligibilityFilterLoading')}
      </Text>
    );
  }
  // What was chosen when lists had another form is chosen still.
  const chosen = [...new Set(readChosen(currentValue).map((value) => byValue.get(value)?.value ?? value))];
  return <Chooser queues={queues} chosen={chosen} onChange={(values) => handleChange?.(values)} />;
}

function Failed({ directory }: { directory: QueueDirectory }) {
  return (
    <Box role="alert">
      <Text as="p" color="colorTextError" marginBottom="space30">
        {text('QueueEligibilityFilterFailed')}
      </Text>
      <Button variant="secondary" size="small" onClick={() => void directory.refresh()}>
        {text('QueueEligibilityFilterRetry')}
      </Button>
    </Box>
  );
}

interface ChooserProps {
  queues: ReadonlyMap<string, QueueView>;
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}

/** More than that nobody reads through: typing finds the rest. */
const MAX_OFFERED = 40;

function Chooser({ queues, chosen, onChange }: ChooserProps) {
  const searchId = useUID();
  const helpId = useUID();
  const [search, setSearch] = useState('');
  const options = useMemo(() => optionsOf(queues, chosen), [queues, chosen]);
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    return options.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  }, [options, search]);
  const isFull = chosen.length >= MAX_VALUES;
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <Box>
      <Chosen
        options={options.filter(({ value }) => chosen.includes(value))}
        onChange={onChange}
        onRemove={toggle}
      />
      <Label htmlFor={searchId}>{text('QueueEligibilityFilterLabel')}</Label>
      <Input
        id={searchId}
        type="search"
        value={search}
        placeholder={text('QueueEligibilityFilterPlaceholder')}
        aria-describedby={helpId}
        onChange={(event) => setSearch(event.target.value)}
      />
      <HelpText id={helpId} variant={isFull ? 'warning' : 'default'}>
        <span role="status">
          {isFull
            ? text('QueueEligibilityFilterLimit', { limit: MAX_VALUES })
            : text('QueueEligibilityFilterHelp')}
        </span>
      </HelpText>
      <Box
        role="group"
        aria-label={text('QueueEligibilityFilterTitle')}
        marginTop="space40"
        display="grid"
        rowGap="space30"
      >
        {found.slice(0, MAX_OFFERED).map(({ value, name }) => (
          <Checkbox
            key={value}
            id={`queue-eligibility-${value}`}
            name={value}
            checked={chosen.includes(value)}
            disabled={isFull && !chosen.includes(value)}
            onChange={() => toggle(value)}
          >
            {name}
          </Checkbox>
        ))}
      </Box>
      {found.length === 0 ? <Text as="p">{text('QueueEligibilityFilterNothing')}</Text> : null}
      {found.length > MAX_OFFERED ? (
        <Text as="p" color="colorTextWeak" marginTop="space30">
          {text('QueueEligibilityFilterMore', { count: found.length - MAX_OFFERED })}
        </Text>
      ) : null}
    </Box>
  );
}

interface ChosenProps {
  options: readonly Option[];
  onChange: (values: string[]) => void;
  onRemove: (value: string) => void;
}

/** What is chosen, to be seen and taken away however far down the list it stands. */
function Chosen({ options, onChange, onRemove }: ChosenProps) {
  if (options.length === 0) return null;
  return (
    <Box marginBottom="space40">
      <Box display="flex" flexWrap="wrap" columnGap="space20" rowGap="space20" marginBottom="space20">
        {options.map(({ value, name }) => (
          <Button key={value} variant="secondary" size="rounded_small" onClick={() => onRemove(value)}>
            <ScreenReaderOnly>{text('QueueEligibilityFilterRemove', { queue: name })}</ScreenReaderOnly>
            <span aria-hidden="true">{name} ×</span>
          </Button>
        ))}
      </Box>
      <Button variant="link" onClick={() => onChange([])}>
        {text('QueueEligibilityFilterClear')}
      </Button>
    </Box>
  );
}

interface Option {
  value: string;
  name: string;
}

/** All queues, and those that are chosen and no longer there. */
function optionsOf(queues: ReadonlyMap<string, QueueView>, chosen: readonly string[]): Option[] {
  const known = [...queues.values()].map(({ value, friendlyName }) => ({ value, name: friendlyName }));
  const values = new Set(known.map(({ value }) => value));
  const gone = chosen.filter((value) => !values.has(value)).map((value) => ({ value, name: value }));
  return [...known, ...gone];
}
