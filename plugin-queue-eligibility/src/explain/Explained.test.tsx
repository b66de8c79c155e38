import { describe, expect, it } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import type { Manager } from '@twilio/flex-ui';
import React from 'react';
import { renderInFlex } from '../../test/render';
import { registerStrings } from '../strings';
import { Explained } from './Explained';
import { Lacking } from './Lacking';
import { readRule } from './rule';
import { explain, type WorkerFacts } from '@queue-eligibility/target-expression';

const ADA: WorkerFacts = {
  sid: 'WK1',
  activityName: 'Lunch',
  attributes: {
    routing: { skills: ['Billing', 'sales'], levels: { sales: 2 } },
    disabled_skills: { skills: ['vip'], levels: { vip: 4 } },
    languages: ['en'],
    team_name: 'North',
    location: { country: 'DE' },
  },
};

/** What the one line says of why not. */
function lineOf(targetWorkers: string, worker = ADA): string {
  const { expression } = readRule({ targetWorkers });
  if (!expression) throw new Error(`not an expression: ${targetWorkers}`);
  const { container } = render(<Lacking explanation={explain(expression, worker)} />);
  return container.textContent ?? '';
}

describe('why not, in one line,', () => {
  it.each([
    ["routing.skills HAS 'billing'", 'needs the skill billing (has Billing: other case)'],
    ["routing.skills HAS 'vip'", 'needs the skill vip (has it disabled, with level 4)'],
    ['routing.levels.sales >= 3', 'needs level 3 or more in sales (has 2: 1 too low)'],
    ["languages HAS 'fr'", 'needs the language fr (has en)'],
    ["team_name != 'North'", 'must not be in the team North (has North)'],
    ["location.country IN ['GB', 'IE']", 'the attribute location.country must be one of GB, IE (has DE)'],
    ["activity_name == 'Training'", 'must be in the activity Training (is Lunch)'],
    ["department_name == 'Sales'", 'must be in the department Sales (has none)'],
    ['1 == 0', 'matches no agent, whatever the attributes are'],
    ['', 'the expression is empty: it matches nobody'],
    [
      "routing.skills HAS 'billing' AND languages HAS 'fr'",
      'needs the skill billing (has Billing: other case) and needs the language fr (has en)',
    ],
    ["languages HAS 'fr' OR languages HAS 'de'", 'one way: needs the language fr (has en)'],
  ])('%s', (expression, said) => {
    expect(lineOf(expression)).toBe(said);
  });

  it('is in Spanish where Flex is', () => {
    registerStrings({ strings: {} } as unknown as Manager, 'es-MX');
    expect(lineOf("routing.skills HAS 'billing'")).toBe(
      'necesita la habilidad billing (tiene Billing: difieren mayúsculas y minúsculas)',
    );
    registerStrings({ strings: {} } as unknown as Manager, 'en');
  });
});

describe('an explanation', () => {
  const show = (targetWorkers: string, distrusted = false): void => {
    renderInFlex(<Explained rule={readRule({ targetWorkers, distrusted })} worker={ADA} />);
  };

  it('names each clause with its verdict, marks what is not met, and says what would do', () => {
    show("routing.skills HAS 'sales' AND routing.levels.sales >= 3");
    const [first, second] = screen.getAllByRole('listitem');
    expect(within(first as HTMLElement).getByRole('img', { name: 'met' })).toBeInTheDocument();
    expect(second).toHaveTextContent('needs level 3 or more in sales');
    expect(within(second as HTMLElement).getByRole('img', { name: 'not met' })).toBeInTheDocument();
    const expression = screen.getByRole('group', { name: /what is not met underlined/ });
    expect(expression.querySelector('mark')).toHaveTextContent('routing.levels.sales >= 3');
    expect(expression).toHaveTextContent("routing.skills HAS 'sales' AND routing.levels.sales >= 3");
    expect(screen.getByText(/set the level of/)).toHaveTextContent('set the level of sales to 3 (now 2)');
  });

  it.each([
    ["team_name = 'North'", /forms that Twilio does not document.*a single = is used for ==/],
    ["activity_name == 'Lunch'", /depends on the agent’s activity/],
    ['routing.skills HASS 3', /We can’t read this expression.*Character 16/],
  ])('says where it is a guess: %s', (expression, said) => {
    show(expression);
    expect(screen.getByText(said)).toBeInTheDocument();
  });

  it('says that TaskRouter alone decides where our reading was wrong', () => {
    show("team_name == 'North'", true);
    expect(screen.getByText(/was once found wrong/)).toBeInTheDocument();
  });

  it('shows values as they are, never as HTML, and an expression of thousands of characters', () => {
    const markup = '<img src=x onerror="window.isHacked = true">';
    show(Array.from({ length: 400 }, (_, i) => `routing.skills HAS '${markup}${i}'`).join(' OR '));
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getAllByRole('listitem').length).toBeLessThan(40);
    expect(screen.getByText(/and 370 more/)).toBeInTheDocument();
  });
});
