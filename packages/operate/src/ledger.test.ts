import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { Ledger } from './ledger';
import { newFolder } from './test-support/folder';

const OF = { accountSid: 'AC1', workspaceSid: 'WS1' };

it('is there the next time, for nobody else to read, and leaves no file when all is forgotten', async () => {
  const at = await newFolder();
  const ledger = await Ledger.open(path.join(at, 'deep'), OF);
  expect(ledger.get('functions')).toBeUndefined();
  await ledger.set('functions', { serviceSid: 'ZS1', domain: 'a.twil.io' });
  await ledger.set('flex', { before: { other: { key: 1 } } });
  expect((await stat(ledger.file)).mode & 0o777).toBe(0o600);

  const again = await Ledger.open(path.join(at, 'deep'), OF);
  expect(again.get('functions')).toEqual({ serviceSid: 'ZS1', domain: 'a.twil.io' });
  expect(again.get('flex')).toEqual({ before: { other: { key: 1 } } });
  await again.forget('functions');
  await again.forget('flex');
  await again.forget('streams');
  expect(await readdir(path.join(at, 'deep'))).toEqual([]);
});

it('what is only assumed is in no file', async () => {
  const at = await newFolder();
  const ledger = await Ledger.open(at, OF);
  ledger.assume('functions', { serviceSid: 'ZS1', domain: 'a.twil.io' });
  expect(ledger.get('functions')?.domain).toBe('a.twil.io');
  expect(await readdir(at)).toEqual([]);
});

it('says which file can not be read', async () => {
  const at = await newFolder();
  const { file } = await Ledger.open(at, OF);
  await writeFile(file, '{"version": 7}');
  await expect(Ledger.open(at, OF)).rejects.toThrow(file);
  await writeFile(file, 'nonsense');
  await expect(Ledger.open(at, OF)).rejects.toThrow('it is no JSON');
});
