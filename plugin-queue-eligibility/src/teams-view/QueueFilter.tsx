import type { QueueView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { MultiselectCombobox } from '@twilio-paste/core/combobox';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useMemo, useState } from 'react';
import { useQueueDirectory, type QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { MAX_VALUES } from './filter';

/** What Flex gives to the field and the label of a filter. */
interface FlexFilterProps {
  currentValue?: unknown;
  handleChange?: (value: string[]) => void;
}

const SID = /^WQ[0-9a-f]{32}$/i;

/** The chosen queues. Flex writes the values into a query as they are: nothing but SIDs may get there. */
export function readChosen(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  return values.filter((sid): sid is string => typeof sid === 'string' && SID.test(sid));
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
  useEffect(() => directory.ensure(), [directory]);
  if (queues.size === 0 && status === 'failed') return <Failed directory={directory} />;
  if (queues.size === 0 && status !== 'ready') {
    return (
      <Text as="p" color="colorTextWeak" role="status">
        {text('QueueEligibilityFilterLoading')}
      </Text>
    );
  }
  const chosen = readChosen(currentValue);
  return <Chooser queues={queues} chosen={chosen} onChange={(sids) => handleChange?.(sids)} />;
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
  onChange: (sids: string[]) => void;
}

function Chooser({ queues, chosen, onChange }: ChooserProps) {
  const [search, setSearch] = useState('');
  const options = useMemo(() => optionsOf(queues, chosen), [queues, chosen]);
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    return options.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  }, [options, search]);
  const selected = options.filter(({ sid }) => chosen.includes(sid));
  const isFull = chosen.length >= MAX_VALUES;
  return (
    <Box>
      <MultiselectCombobox
        // It keeps what is chosen by itself: where that comes from outside (a reset), it starts anew.
        key={[...chosen].sort().join()}
        labelText={text('QueueEligibilityFilterLabel')}
        selectedItemsLabelText={text('QueueEligibilityFilterChosen', { count: chosen.length })}
        placeholder={text('QueueEligibilityFilterPlaceholder')}
        items={found}
        initialSelectedItems={selected}
        itemToString={(option: Option | null) => option?.name ?? ''}
        optionTemplate={({ name }: Option) => <>{name}</>}
        emptyState={() => (
          <Box padding="space50">
            <Text as="span">{text('QueueEligibilityFilterNothing')}</Text>
          </Box>
        )}
        disabledItems={isFull ? found.filter(({ sid }) => !chosen.includes(sid)) : []}
        hasError={isFull}
        helpText={
          isFull
            ? text('QueueEligibilityFilterLimit', { limit: MAX_VALUES })
            : text('QueueEligibilityFilterHelp')
        }
        onInputValueChange={({ inputValue }) => setSearch(inputValue ?? '')}
        onSelectedItemsChange={(items: Option[]) => {
          const sids = items.map(({ sid }) => sid).slice(0, MAX_VALUES);
          if (sids.join() !== chosen.join()) onChange(sids);
        }}
      />
      {chosen.length > 0 ? (
        <Box marginTop="space30">
          <Button variant="link" size="small" onClick={() => onChange([])}>
            {text('QueueEligibilityFilterClear')}
          </Button>
        </Box>
      ) : null}
    </Box>
  );
}

interface Option {
  sid: string;
  name: string;
}

/** All queues, and those that are chosen and no longer there. */
function optionsOf(queues: ReadonlyMap<string, QueueView>, chosen: readonly string[]): Option[] {
  const known = [...queues.values()].map(({ sid, friendlyName }) => ({ sid, name: friendlyName }));
  const gone = chosen.filter((sid) => !queues.has(sid)).map((sid) => ({ sid, name: sid }));
  return [...known, ...gone];
}
