import type { AgentView } from '@queue-eligibility/api';
import * as z from 'zod';
import { readFilterValue } from '../teams-view/filter-value';

const ofSupervisor = <T extends z.ZodType>(supervisor: T) =>
  z.looseObject({ flex: z.looseObject({ supervisor }) });

const workersSchema = ofSupervisor(
  z.looseObject({ workers: z.array(z.looseObject({ worker: z.looseObject({ sid: z.string() }) })) }),
);

const selectionSchema = z.looseObject({
  appliedFilters: z
    .array(z.looseObject({ name: z.string(), condition: z.string(), values: z.unknown() }))
    .catch([]),
  extraFilterQuery: z.string().catch(''),
  search: z.string().catch(''),
  selectedTeams: z.array(z.unknown()).catch([]),
  selectedQueues: z.array(z.unknown()).catch([]),
});
type Filter = z.infer<typeof selectionSchema>['appliedFilters'][number];
const stateSchema = ofSupervisor(selectionSchema);

/** What somebody has chosen to see in Teams View. */
export interface Selection {
  /** Whether its filter finds an agent, beyond those that it lists; null: there is none, or Flex alone can follow it. */
  readonly finds: ((agent: AgentView) => boolean) | null;
  /** Something was chosen to be shown: a filter, a search, a team. */
  readonly isChosen: boolean;
}

/** What Teams View shows, as far as an admin can go on with it. */
export interface ListedInTeams extends Selection {
  /** SIDs of the agents that it lists: up to 200. */
  readonly sids: readonly string[];
}

/** Reads all of it from Flex's state. @param field see {@link selectionIn}. */
export const listedInTeams = (state: unknown, field: string): ListedInTeams => ({
  sids: workersSchema.safeParse(state).data?.flex.supervisor.workers.map(({ worker }) => worker.sid) ?? [],
  ...selectionIn(state, field),
});

/**
 * Reads Flex's state. A filter is followed as a Live Query would be, for texts that are to be one of several: of
 * anything else it is not certain enough what Twilio makes of it.
 *
 * @param field what our own filter asks about, in the words of Live Query.
 */
export function selectionIn(state: unknown, field: string): Selection {
  const supervisor = stateSchema.safeParse(state).data?.flex.supervisor;
  if (!supervisor) return { finds: null, isChosen: false };
  const filters = supervisor.appliedFilters.filter(({ values }) => textsIn(values).length > 0);
  const others = [supervisor.search, othersOf(supervisor.extraFilterQuery, field)].some((one) => one !== '');
  const isTeamChosen = supervisor.selectedTeams.length + supervisor.selectedQueues.length > 0;
  const tests = filters.map((filter) => testOf(filter, field));
  const isFollowed = filters.length > 0 && !others && !isTeamChosen && tests.every((test) => test !== null);
  return {
    finds: isFollowed ? (agent) => tests.every((test) => test?.(agent)) : null,
    isChosen: filters.length > 0 || others || isTeamChosen,
  };
}

function testOf({ name, condition, values }: Filter, field: string): ((agent: AgentView) => boolean) | null {
  const find = READERS[name] ?? attributeAt(name);
  if (condition !== 'IN' || find === null) return null;
  const { queues, isAll } = readFilterValue(name === field ? values : []);
  if (isAll) return (agent) => queues.every((queue) => textsIn(find(agent)).includes(queue));
  const wanted = new Set(textsIn(values));
  return (agent) => textsIn(find(agent)).some((text) => wanted.has(text));
}

/** Where a Live Query finds what about an agent. */
const READERS: Readonly<Record<string, (agent: AgentView) => unknown>> = {
  'data.worker_sid': ({ sid }) => sid,
  'data.friendly_name': ({ friendlyName }) => friendlyName,
  'data.activity_name': ({ activityName }) => activityName,
};

const ATTRIBUTES = 'data.attributes.';

function attributeAt(name: string): ((agent: AgentView) => unknown) | null {
  if (!name.startsWith(ATTRIBUTES)) return null;
  const path = name.slice(ATTRIBUTES.length).split('.');
  return ({ attributes }) =>
    path.reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined,
      attributes,
    );
}

/** A text, or those of a list. */
const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => typeof one === 'string');

/** What the rest of the query asks beside what our own filter put there. */
const othersOf = (query: string, field: string): string =>
  query
    .split(' AND ')
    .filter((part) => part !== '' && !part.startsWith(`${field} IN ["`))
    .join(' AND ');
