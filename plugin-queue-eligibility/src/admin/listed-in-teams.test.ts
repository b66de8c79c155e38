import { describe, expect, it } from '@jest/globals';
import type { AgentView } from '@queue-eligibility/api';
import { listedInTeams } from './listed-in-teams';

const FIELD = 'data.attributes.queues';
const QUEUES = ['WQ' + 'a'.repeat(32), 'WQ' + 'b'.repeat(32)] as const;

const agent = (changes: Partial<AgentView>): AgentView => ({
  ...{ sid: 'WK1', friendlyName: 'ada', activitySid: 'WA1', activityName: 'Available', available: true },
  ...{ attributes: { queues: [QUEUES[0]], team: { name: 'north' } } },
  ...changes,
});

const listed = (supervisor: object) => listedInTeams({ flex: { supervisor } }, FIELD);
const filter = (name: string, values: unknown, condition = 'IN') => ({
  appliedFilters: [{ name, condition, values }],
});

describe('what Teams View shows', () => {
  it('is what it lists, where nothing is chosen', () => {
    expect(listed({ workers: [{ worker: { sid: 'WK1' } }] })).toEqual({
      ...{ sids: ['WK1'], finds: null, isChosen: false },
    });
    expect(listedInTeams(null, FIELD)).toEqual({ sids: [], finds: null, isChosen: false });
  });

  it.each([
    ['data.activity_name', ['Available'], true],
    ['data.activity_name', 'Offline', false],
    ['data.friendly_name', ['ada', 'ben'], true],
    ['data.worker_sid', ['WK2'], false],
    ['data.attributes.team.name', ['north'], true],
    ['data.attributes.team.name.first', ['north'], false],
    [FIELD, [QUEUES[0], QUEUES[1]], true],
    [FIELD, [QUEUES[0], QUEUES[1], 'all-of-these'], false],
  ])('is whom its filter finds, beyond what it lists: %s, %j', (name, values, finds) => {
    expect(listed(filter(name, values)).finds?.(agent({}))).toBe(finds);
  });

  it('finds those of all queues where all are meant, also by what that put into the rest of the query', () => {
    const extraFilterQuery = QUEUES.map((queue) => `${FIELD} IN ["${queue}"]`).join(' AND ');
    const { finds } = listed({ ...filter(FIELD, [...QUEUES, 'all-of-these']), extraFilterQuery });
    expect(finds?.(agent({ attributes: { queues: [...QUEUES] } }))).toBe(true);
    expect(finds?.(agent({}))).toBe(false);
  });

  it.each([
    ['another condition', filter('data.friendly_name', 'ad', 'CONTAINS')],
    ['what agents do not have', filter('data.date_updated', ['x'])],
    ['a search', { ...filter('data.activity_name', ['Available']), search: 'ada' }],
    ['a query of another plugin', { extraFilterQuery: 'data.attributes.x == "y"' }],
    ['a team', { selectedTeams: ['north'] }],
  ])('is left to Flex where only Flex can follow it: %s', (_what, supervisor) => {
    expect(listed(supervisor)).toMatchObject({ finds: null, isChosen: true });
  });

  it('is not chosen by a filter without values', () => {
    expect(listed(filter('data.activity_name', []))).toMatchObject({ finds: null, isChosen: false });
  });
});
