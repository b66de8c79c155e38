import { readdir } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { operators } from './emulated';

const start = operators();
const WALK_MS = 240_000;

it(
  'from nothing to a workspace that is verified, and back to nothing',
  async () => {
    const operator = await start({ workers: 40, queues: 10, flex: { uiAttributes: { theme: { dark: true } } } });
    const { emulator } = operator;
    const { taskRouter } = emulator;

    console.log(await operator.succeed('setup', [], operator.credentials));
    console.log(await operator.succeed('deploy', ['--plan', '--no-build']));
    console.log(await operator.succeed('deploy', ['--no-build']));
    expect(taskRouter.inStep().differing).toEqual([]);
    console.log(await operator.run('doctor'));
    console.log(await operator.succeed('undeploy', ['--remove-attribute']));
    expect(await readdir(operator.ledgers)).toEqual([]);
  },
  WALK_MS,
);
