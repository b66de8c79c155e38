import type { QueueView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Radio, RadioGroup } from '@twilio-paste/core/radio-group';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useMemo, useState } from 'react';
import { useQueueDirectory, type QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { OfferedQueues, type Option } from './OfferedQueues';
import { flexValueOf, MAX_CHOSEN, readFilterValue, type FilterValue } from './filter-value';

/** What Flex gives to the field and the label of a filter. */
interface FlexFilterProps {
  currentValue?: unknown;
  handleChange?: (value: string[]) => void;
}

/** How much is chosen, in the closed filter. */
export function QueueFilterLabel({ currentValue }: FlexFilterProps) {
  const { queues, isAll } = readFilterValue(currentValue);
  const count = queues.length;
  if (count === 0) return <>{text('QueueEligibilityFilterAny')}</>;
  return <>{text(isAll ? 'QueueEligibilityFilterAllChosen' : 'QueueEligibilityFilterChosen', { count })}</>;
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
  const counts = useQueueDirectory(directory, (state) => state.counts);
  useEffect(() => {
    directory.ensure();
    directory.count();
  }, [directory]);
  if (queues.size === 0 && status === 'failed') return <Failed directory={directory} />;
  if (queues.size === 0 && status !== 'ready') {
    return (
      <Text as="p" color="colorTextWeak" role="status">
        {text('QueueEligibilityFilterLoading')}
      </Text>
    );
  }
  // What was chosen when lists had another form is chosen still.
  const { queues: values, isAll } = readFilterValue(currentValue);
  const chosen = [...new Set(values.map((value) => byValue.get(value)?.value ?? value))];
  return (
    <Chooser
      queues={queues}
      counts={counts}
      value={{ queues: chosen, isAll }}
      onChange={(value) => handleChange?.(flexValueOf(value))}
    />
  );
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
  counts: ReadonlyMap<string, number>;
  value: FilterValue;
  onChange: (value: FilterValue) => void;
}

function Chooser({ queues, counts, value, onChange }: ChooserProps) {
  const searchId = useUID();
  const helpId = useUID();
  const [search, setSearch] = useState('');
  const { queues: chosen, isAll } = value;
  const options = useMemo(() => optionsOf(queues, counts, chosen), [queues, counts, chosen]);
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    return options.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  }, [options, search]);
  const isFull = chosen.length >= MAX_CHOSEN;
  const choose = (values: readonly string[]): void => onChange({ queues: values, isAll });
  const toggle = (one: string): void =>
    choose(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <Box>
      <Chosen
        options={options.filter((option) => chosen.includes(option.value))}
        onClear={() => choose([])}
        onRemove={toggle}
      />
      {chosen.length > 1 ? (
        <Mode isAll={isAll} onChange={(all) => onChange({ queues: chosen, isAll: all })} />
      ) : null}
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
            ? text('QueueEligibilityFilterLimit', { limit: MAX_CHOSEN })
            : text(isAll ? 'QueueEligibilityFilterAllHelp' : 'QueueEligibilityFilterHelp')}
        </span>
      </HelpText>
      <OfferedQueues options={found} chosen={chosen} isFull={isFull} onToggle={toggle} />
    </Box>
  );
}

/** Any of the chosen queues, or all of them. */
function Mode({ isAll, onChange }: { isAll: boolean; onChange: (isAll: boolean) => void }) {
  const name = useUID();
  return (
    <Box marginBottom="space40">
      <RadioGroup
        name={name}
        legend={text('QueueEligibilityFilterMode')}
        orientation="horizontal"
        value={isAll ? 'all' : 'any'}
        onChange={(mode) => onChange(mode === 'all')}
      >
        <Radio id={`${name}-any`} value="any">
          {text('QueueEligibilityFilterModeAny')}
        </Radio>
        <Radio id={`${name}-all`} value="all">
          {text('QueueEligibilityFilterModeAll')}
        </Radio>
      </RadioGroup>
    </Box>
  );
}

interface ChosenProps {
  options: readonly Option[];
  onClear: () => void;
  onRemove: (value: string) => void;
}

/** What is chosen, to be seen and taken away however far down the list it stands. */
function Chosen({ options, onClear, onRemove }: ChosenProps) {
  if (options.length === 0) return null;
  return (
    <Box marginBottom="space40">
      <Box
        display="flex"
        flexWrap="wrap"
        columnGap="space30"
        rowGap="space30"
        marginBottom="space30"
        padding="space10"
        style={{ maxHeight: '5rem', overflowY: 'auto' }}
      >
        {options.map(({ value, name }) => (
          <Button key={value} variant="secondary" size="rounded_small" onClick={() => onRemove(value)}>
            <ScreenReaderOnly>{text('QueueEligibilityFilterRemove', { queue: name })}</ScreenReaderOnly>
            <span aria-hidden="true">{name} ×</span>
          </Button>
        ))}
      </Box>
      <Button variant="link" onClick={onClear}>
        {text('QueueEligibilityFilterClear')}
      </Button>
    </Box>
  );
}

/** All queues, and those that are chosen and no longer there. */
function optionsOf(
  queues: ReadonlyMap<string, QueueView>,
  counts: ReadonlyMap<string, number>,
  chosen: readonly string[],
): Option[] {
  const known = [...queues.values()].map(({ sid, value, friendlyName }) => ({
    ...{ value, name: friendlyName },
    agents: counts.get(sid) ?? null,
  }));
  const values = new Set(known.map(({ value }) => value));
  const gone = chosen
    .filter((value) => !values.has(value))
    .map((value) => ({ value, name: value, agents: null }));
  return [...known, ...gone];
}
