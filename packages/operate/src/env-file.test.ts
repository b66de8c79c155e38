import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { namesIn, readEnvFile, withValues, writePrivately } from './env-file';
import { newFolder } from './test-support/folder';

const EXAMPLE = `# The account.
ACCOUNT_SID=
AUTH_TOKEN=

# Only for a tunnel.
# FUNCTIONS_BASE_URL=
`;

describe('a file of variables', () => {
  it('keeps comments, order and what it does not know', () => {
    const before = `# mine\nOTHER="a b"\n${EXAMPLE}`;
    expect(withValues(before, { AUTH_TOKEN: 'secret', FUNCTIONS_BASE_URL: 'https://x.ngrok.app' })).toBe(
      `# mine\nOTHER="a b"\n${EXAMPLE}`
        .replace('AUTH_TOKEN=', 'AUTH_TOKEN=secret')
        .replace('# FUNCTIONS_BASE_URL=', 'FUNCTIONS_BASE_URL=https://x.ngrok.app'),
    );
  });

  it('adds what is in no line, and changes a line that sets it, the last one where there are two', () => {
    expect(withValues('A=1\nexport B = 2\nA=3', { A: '4', B: '5', C: '' })).toBe('A=1\nB=5\nA=4\nC=\n');
  });

  it('writes what it reads back', async () => {
    const folder = await newFolder();
    const file = path.join(folder, '.env');
    expect(await readEnvFile(file)).toEqual({ text: '', values: {} });
    const values = { PLAIN: 'https://a.b/c,d', SPACED: 'two words # no comment', MONEY: '$HOME "x"' };
    await writePrivately(file, withValues('', values));
    expect((await readEnvFile(file)).values).toEqual(values);
  });

  it('is for nobody else, also where it was before', async () => {
    const file = path.join(await newFolder(), '.env');
    await writeFile(file, 'A=1\n', { mode: 0o644 });
    await writePrivately(file, 'A=2\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe('A=2\n');
  });

  it('names what is commented out as well', () => {
    expect(namesIn(EXAMPLE)).toEqual(['ACCOUNT_SID', 'AUTH_TOKEN', 'FUNCTIONS_BASE_URL']);
  });
});
