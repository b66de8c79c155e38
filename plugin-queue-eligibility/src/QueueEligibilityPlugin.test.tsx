import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as Flex from '@twilio/flex-ui';
import { text } from './strings';
import { QueueEligibilityPlugin } from './QueueEligibilityPlugin';

const FLAG = 'enable-queue-filter';

/** A manager as the plugin sees it when Flex starts. */
const managerOf = (roles: string[], settings: object = {}, features: object = {}) =>
  ({
    user: { roles, identity: 'ada', token: 'a-token' },
    configuration: { language: 'en-US' },
    serviceConfiguration: { ui_attributes: { queue_eligibility: settings } },
    strings: {},
    events: { addListener: () => {}, removeListener: () => {} },
    store: { getState: () => ({ flex: { featureFlags: { features } } }), subscribe: () => () => {} },
  }) as unknown as Flex.Manager;

interface Spies {
  columns: React.ReactElement<Record<string, unknown>>[];
  sideLinks: React.ReactElement[];
  views: React.ReactElement[];
  /** In the panel that Flex opens for an agent. */
  panel: React.ReactElement[];
}

/** Starts the plugin in the real Flex UI and collects what it adds. */
function start(manager: Flex.Manager, flex = Flex): Spies {
  const added: Spies = { columns: [], sideLinks: [], views: [], panel: [] };
  const collect = (into: React.ReactElement[]) => (element: React.ReactElement) => void into.push(element);
  jest.spyOn(Flex.WorkersDataTable.Content, 'add').mockImplementation(collect(added.columns) as never);
  jest.spyOn(Flex.SideNav.Content, 'add').mockImplementation(collect(added.sideLinks) as never);
  jest.spyOn(Flex.ViewCollection.Content, 'add').mockImplementation(collect(added.views) as never);
  jest.spyOn(Flex.WorkerCanvas.Content, 'add').mockImplementation(collect(added.panel) as never);
  jest.spyOn(Flex.MainContainer.Content, 'add').mockImplementation(() => undefined as never);
  jest.spyOn(Flex.TeamsView.Content, 'addWrapper').mockImplementation(() => {});
  new QueueEligibilityPlugin().init(flex, manager);
  return added;
}
const filters = () => (Flex.TeamsView.defaultProps as { filters?: unknown[] }).filters;

beforeEach(() => {
  jest.restoreAllMocks();
  delete (Flex.TeamsView.defaultProps as { filters?: unknown[] }).filters;
});

describe('the plugin, in the real Flex UI', () => {
  it('gives a supervisor the column and the filter, beside Flex’s own', () => {
    const { columns, sideLinks } = start(managerOf(['supervisor']));
    expect(columns.map(({ key, props }) => [key, props['defaultVisible']])).toEqual([
      ['eligible-queues', true],
    ]);
    const [own, ours] = filters() ?? [];
    expect(own).toBe(Flex.TeamsView.activitiesFilter);
    expect((ours as () => Flex.FilterDefinition)()).toMatchObject({
      id: 'data.attributes.queues',
      condition: 'IN',
    });
    expect(sideLinks).toEqual([]);
  });

  it('leaves the filters where they are that are there already', () => {
    const others = [
      Flex.TeamsView.activitiesFilter,
      { id: 'data.attributes.team', fieldName: 'team', title: 'Team' },
    ];
    (Flex.TeamsView.defaultProps as { filters?: unknown[] }).filters = others;
    start(managerOf(['supervisor']));
    expect(filters()?.slice(0, 2)).toEqual(others);
    expect(filters()).toHaveLength(3);
  });

  it('explains the queues of the agent in Flex’s panel, and does without where there is no such panel', () => {
    expect(start(managerOf(['supervisor'])).panel).toHaveLength(1);
    const { WorkerCanvas: _panel, ...others } = Flex;
    expect(start(managerOf(['supervisor']), others as typeof Flex).columns).toHaveLength(1);
  });

  it('speaks the account’s language, which Flex’s own default once overrode', () => {
    const manager = managerOf(['supervisor']);
    Object.assign(manager.serviceConfiguration, { ui_language: 'es-MX' });
    start(manager);
    expect(text('QueueEligibilityColumnHeader')).toBe('Colas elegibles');
    Object.assign(manager.configuration, { language: 'fr' });
    manager.strings = {} as typeof manager.strings;
    start(manager);
    expect(text('QueueEligibilityColumnHeader')).toBe('Eligible queues');
  });

  it('gives an admin the page and the way to it', () => {
    const { sideLinks, views } = start(managerOf(['admin']));
    expect([sideLinks.length, views.length]).toEqual([1, 1]);
  });

  it('does nothing for an agent', () => {
    expect(start(managerOf(['agent']))).toEqual({ columns: [], sideLinks: [], views: [], panel: [] });
    expect(filters()).toBeUndefined();
  });

  it.each([
    [{}, 0],
    [{ show_column: 'always' }, 1],
    [{ show_column: 'never' }, 0],
  ])('where Flex shows the queues itself, %j means %i columns', (settings, count) => {
    const features = { [FLAG]: { enabled: true } };
    const { columns, views } = start(managerOf(['supervisor'], settings, features));
    expect(columns).toHaveLength(count);
    const [view] = views as React.ReactElement<{ children: React.ReactElement }>[];
    const isSaid = Object.keys(settings).length === 0;
    expect(view?.props.children.props).toMatchObject({ shared: { isColumnOfFlex: isSaid } });
  });

  it('starts with a configuration that is wrong, and says so', () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => {});
    const { columns } = start(managerOf(['admin'], { functions_base_url: 'somewhere' }));
    expect(columns).toHaveLength(1);
    expect(said.mock.calls.flat().join()).toContain('functions_base_url must be');
  });

  it('sorts by the number of queues', () => {
    const [column] = start(managerOf(['supervisor'])).columns;
    const sort = column?.props['sortingFn'] as (a: object, b: object) => number;
    const row = (queues: unknown) => ({ worker: { attributes: { queues } } });
    const [one, other] = ['1', '2'].map((digit) => `WQ${digit.repeat(32)}`);
    expect(sort(row([one]), row([one, other]))).toBeLessThan(0);
    expect(sort(row([]), row(undefined))).toBeGreaterThan(0);
  });
});
