import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { operators } from './emulated';

const start = operators();
const LIMIT_MS = 300_000;

describe('the skills of many agents, from the command line', () => {
  it(
    'are shown, applied, audited and taken back',
    async () => {
      const operator = await start();
      const { emulator } = operator;
      const textsOf = () => [...emulator.taskRouter.workers.values()].map(({ attributes }) => attributes);
      await operator.succeed('setup', ['--yes'], operator.credentials);
      await operator.succeed('deploy', ['--no-build', '--no-plugin']);
      const before = textsOf();
      const [one, two] = [...emulator.taskRouter.workers.values()];
      const [csv, out] = [path.join(operator.folder, 'changes.csv'), path.join(operator.folder, 'out.csv')];
      const rows = [`worker_sid;vip;vpi`, `${one?.sid};7;`, `${two?.sid};7;`, `WK${'0'.repeat(32)};1;`];
      await writeFile(csv, [...rows, `${one?.sid};;3`].join('\r\n'));

      const shown = await operator.succeed('skills', ['--csv', csv, '--preview', '--out', out]);
      expect(shown).toContain('did you mean "vip"?');
      expect(shown).toContain('row 4, WK00');
      expect(shown).toContain('Nothing was written.');
      expect(textsOf()).toEqual(before);
      // What was left out can be corrected in what was written, and read again.
      await writeFile(csv, (await readFile(out, 'utf8')).replaceAll('vpi', 'vip'));
      const corrected = await operator.succeed('skills', ['--csv', csv, '--preview', '--out', out]);
      expect(corrected).not.toContain('did you mean');

      await writeFile(csv, rows.join('\r\n'));
      expect(await operator.run('skills', ['--csv', csv, '--apply'])).toMatchObject({ code: 2 });
      const applied = await operator.succeed('skills', [
        '--csv',
        csv,
        '--apply',
        '--note',
        'why',
        '--out',
        out,
      ]);
      expect(applied).toMatch(/completed: \d agents? looked at/);
      const planId = /Plan ([a-z0-9]+)/.exec(applied)?.[1] ?? '';
      const audited = await readFile(out, 'utf8');
      expect(audited).toContain(`${one?.sid},${one?.friendlyName},,assign,vip,7,`);
      expect(audited).toMatch(/^WK0{32},,y,assign,vip,1,.*,left out,no agent is called so; left out\r$/m);
      expect(textsOf()).not.toEqual(before);
      await operator.succeed('skills', ['--audit', planId, '--out', out]);
      expect(await readFile(out, 'utf8')).toContain(`${two?.sid},${two?.friendlyName},,assign,vip,7,`);

      expect(await operator.succeed('skills', ['--list'])).toContain(planId);
      // Regression: a plan was applied though nobody had said --apply.
      for (const more of [[], ['--preview'], ['--preview', '--apply'], ['--apply', '--until', 'tomorrow']])
        expect(await operator.run('skills', ['--plan', planId, ...more])).toMatchObject({ code: 2 });
      const edited = two?.sid ?? '';
      const attributes = JSON.stringify({ routing: { skills: ['vip'], levels: { vip: 8 } } });
      emulator.taskRouter.updateWorker(edited, { attributes });
      const undo = await operator.succeed('skills', ['--undo', planId, '--preview']);
      expect(undo).toContain('Nothing was written.');
      const whoChanged = new RegExp(`${two?.friendlyName}: .*Z by way of twilio-console`);
      expect(undo).toMatch(whoChanged);
      expect(textsOf()).not.toEqual(before);
      const undone = await operator.run('skills', ['--undo', planId, '--note', 'over', '--out', out]);
      expect([undone.code, undone.out]).toEqual([1, expect.stringMatching(whoChanged)]);
      emulator.taskRouter.updateWorker(edited, { attributes: two?.attributes });
      expect(textsOf()).toEqual(before);

      await operator.succeed('skills', ['--export', '--out', out]);
      const again = await operator.succeed('skills', ['--csv', out, '--preview', '--out', csv]);
      expect(again).toContain('0 agents would change');
    },
    LIMIT_MS,
  );
});
