import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { renderInFlex } from '../../test/render';
import { ExpressionEditor } from './ExpressionEditor';
import type { Key } from './suggest';

const keys: Key[] = [
  {
    text: 'languages',
    agents: 40,
    values: [
      { text: "'fr'", agents: 12 },
      { text: "'fi'", agents: 3 },
    ],
  },
  { text: 'team', agents: 90, values: [] },
];

function show(first = '') {
  const written = { text: first };
  function Editor() {
    const [value, setValue] = useState(first);
    written.text = value;
    return <ExpressionEditor label="Rule" value={value} onChange={setValue} keys={keys} />;
  }
  renderInFlex(<Editor />);
  return { area: screen.getByLabelText<HTMLTextAreaElement>('Rule'), written };
}

const options = () => screen.queryAllByRole('option').map((option) => option.textContent);

describe('the editor of an expression', () => {
  it('offers what agents have while one writes, and puts it in by keyboard', async () => {
    const { area, written } = show();
    await userEvent.type(area, 'lang');
    expect(options()).toEqual(['languages40 agents']);
    await userEvent.keyboard('{Enter} HAS ');
    expect(written.text).toBe('languages HAS ');
    expect(options().slice(0, 2)).toEqual(["'fr'12 agents", "'fi'3 agents"]);
    await userEvent.keyboard('{ArrowDown}');
    expect(area).toHaveAttribute('aria-activedescendant', expect.stringMatching(/-1$/));
    expect(screen.getByRole('option', { selected: true })).toHaveTextContent("'fi'");
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowDown}{Enter}');
    expect(written.text).toBe("languages HAS 'fr'");
    expect(options()).toEqual([]);
    expect(area.selectionStart).toBe(written.text.length);
  });

  it('offers what comes next on demand, goes away with Escape, and leaves Tab and Enter alone then', async () => {
    const { area, written } = show('team ');
    await userEvent.click(area);
    area.setSelectionRange(5, 5);
    fireEvent.select(area);
    expect(options()).toEqual([]);
    await userEvent.keyboard('{Control>} {/Control}');
    expect(options()).toContain('==');
    await userEvent.keyboard('{Escape}');
    expect(options()).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(written.text).toBe('team \n');
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(options()).toContain('HAS');
    await userEvent.tab();
    expect(area).not.toHaveFocus();
    expect(options()).toEqual([]);
    expect(written.text).toBe('team \n');
  });

  it('takes what is clicked, and keeps the focus', async () => {
    const { area, written } = show();
    await userEvent.type(area, "languages HAS 'f");
    await userEvent.click(screen.getByRole('option', { name: /fi/ }));
    expect(written.text).toBe("languages HAS 'fi'");
    expect(area).toHaveFocus();
  });

  it('says what is wrong and where, and goes there', async () => {
    const { area } = show("customer-value == 'gold'");
    expect(area).toBeInvalid();
    expect(area).toHaveAccessibleDescription(/Character 9 – TaskRouter does not support hyphens/);
    await userEvent.click(screen.getByRole('button', { name: 'Character 9' }));
    expect([area.selectionStart, area.selectionEnd]).toEqual([8, 9]);
    expect(area).toHaveFocus();
  });

  it('says what was found in the place of what was expected, with the line where there are several', () => {
    const { area } = show("a == 1\nAND b IS 'x'");
    expect(area).toHaveAccessibleDescription(/Line 2, character 7 – expected a comparison.*found IS/);
  });

  it('does not call wrong what is only not complete', async () => {
    const { area } = show();
    expect(area).toHaveAccessibleDescription('Empty: nobody is eligible.');
    await userEvent.type(area, 'team ==');
    expect(area).toHaveAccessibleDescription('Not complete yet: expected an attribute or a value.');
    expect(area).toBeValid();
    await userEvent.type(area, " 'x");
    expect(area).toHaveAccessibleDescription(/closing quote/);
    await userEvent.type(area, "'");
    expect(area).toHaveAccessibleDescription(/^Understood\./);
  });

  it('marks what Twilio does not document, names the first of it, and counts the rest', () => {
    const { area } = show('a = 1 OR b = 1 OR c = 1 OR d = 1 OR e = 1 OR f = 1');
    const findings = within(
      document.getElementById(area.getAttribute('aria-describedby') ?? '') as HTMLElement,
    );
    expect(findings.getAllByRole('listitem')).toHaveLength(4);
    expect(findings.getAllByRole('listitem')[0]).toHaveTextContent('Character 3 – a single = is used for ==');
    expect(findings.getByText('and 2 more')).toBeInTheDocument();
    const marked = [...document.querySelectorAll('span')].filter(({ style }) =>
      /dotted/.test(style.textDecoration),
    );
    expect(marked.map(({ textContent }) => textContent)).toEqual(['=', '=', '=', '=', '=', '=']);
  });

  it('stands 10,000 characters', async () => {
    const long = Array.from({ length: 450 }, (_, i) => `languages HAS 'x${i}'`).join(' OR ');
    const { area, written } = show(long);
    fireEvent.change(area, { target: { value: `${long} OR tea` } });
    await waitFor(() => expect(written.text).toHaveLength(long.length + 7));
    expect(long.length).toBeGreaterThan(9_900);
    expect(area).toHaveAccessibleDescription(/Not complete yet/);
  });
});
