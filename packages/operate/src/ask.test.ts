import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { askAt } from './ask';

/** A terminal of keys and what is shown; `press` waits until something was asked. */
function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const press = async (keys: string, whenShown: string): Promise<void> => {
    while (!shown.includes(whenShown)) await new Promise((resolve) => output.once('data', resolve));
    input.write(keys);
  };
  return { ask: askAt({ input, output }), press, shown: () => shown };
}

const CHOICES = [
  { value: 'WS1', name: 'Flex WS1' },
  { value: 'WS2', name: 'Other WS2' },
];
const [DOWN, ENTER, CTRL_C] = ['\u001b[B', '\r', '\u0003'];

it('offers what it would take, and takes another with the arrows', async () => {
  const first = terminal();
  const taken = first.ask.choose('The workspace', CHOICES, 'WS1');
  await first.press(ENTER, 'Other WS2');
  expect(await taken).toBe('WS1');

  const second = terminal();
  const other = second.ask.choose('The workspace', CHOICES, 'WS1');
  await second.press(DOWN + ENTER, 'Other WS2');
  expect(await other).toBe('WS2');
});

it('says what is wrong with a text, and lets it be mended', async () => {
  const { ask, press, shown } = terminal();
  const taken = ask.text('Account SID', undefined, (text) =>
    text.startsWith('AC') ? null : 'AC and digits',
  );
  await press(`nonsense${ENTER}`, 'Account SID');
  await press('\u007f'.repeat(8) + `AC1${ENTER}`, 'AC and digits');
  expect(await taken).toBe('AC1');
  expect(shown()).toContain('nonsense');
});

it('takes what it offers for a text when nothing is typed', async () => {
  const { ask, press } = terminal();
  const taken = ask.text('Another name', 'eligible_queues', () => null);
  await press(ENTER, 'eligible_queues');
  expect(await taken).toBe('eligible_queues');
});

it('never shows a secret', async () => {
  const { ask, press, shown } = terminal();
  const taken = ask.secret('Auth token');
  await press(`hush${ENTER}`, 'Auth token');
  expect(await taken).toBe('hush');
  expect(shown()).not.toContain('hush');
  expect(shown()).toContain('****');
});

it('is left with Ctrl-C', async () => {
  const { ask, press } = terminal();
  const taken = ask.secret('Auth token');
  await Promise.all([
    expect(taken).rejects.toMatchObject({ name: 'ExitPromptError' }),
    press(CTRL_C, 'Auth token'),
  ]);
});
