import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { FLEX_BUILD } from './build';

const planSchema = z.object({ tasks: z.array(z.object({ taskId: z.string(), command: z.string() })) });

// In a fresh clone the page's script was never built, and Flex was loading for ever: elsewhere an old one lay around.
it('of what Flex needs builds the plugin and the script of its page', () => {
  const turbo = createRequire(__filename).resolve('turbo/bin/turbo');
  const output = execFileSync(process.execPath, [turbo, ...FLEX_BUILD, '--dry=json'], {
    cwd: fileURLToPath(new URL('../../..', `file://${__filename}`)),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  });
  const { tasks } = planSchema.parse(JSON.parse(output));
  const built = tasks.filter(({ command }) => command !== '<NONEXISTENT>').map(({ taskId }) => taskId);
  expect(built.sort()).toEqual(['@queue-eligibility/flex-host#build', 'plugin-queue-eligibility#build']);
});
