import { afterEach, describe, expect, it } from '@jest/globals';
import { createRetry } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { createWorkspaceReader } from './reader';

let emulator: Emulator;
afterEach(() => emulator.close());

async function open(workers: number) {
  emulator = await createEmulator({ workers, queues: 0 });
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const reader = createWorkspaceReader(
    workspace,
    createRetry({ retries: 0, minBackoffMs: 1, maxBackoffMs: 2 }),
  );
  const withoutMeta = () =>
    emulator.faults.add({ match: { resource: 'Workers' }, action: { answer: { meta: undefined } } });
  return { reader, withoutMeta };
}

describe('a list of agents', () => {
  it('of exactly as many as a page holds ends with it', async () => {
    const { reader } = await open(1_000);
    const { entries, next } = await reader.listAgents(null);
    expect([entries.length, next]).toEqual([1_000, null]);
  });

  it('is not taken for whole where a full page does not say that it is the last', async () => {
    const { reader, withoutMeta } = await open(1_000);
    withoutMeta();
    await expect(reader.listAgents(null)).rejects.toMatchObject({ code: 'unknown_answer' });
    await expect(reader.agentsMatching('1==1', null)).rejects.toMatchObject({ code: 'unknown_answer' });
  });

  it('may lack what tells of other pages where it is shorter than one', async () => {
    const { reader, withoutMeta } = await open(3);
    withoutMeta();
    expect((await reader.listAgents(null)).entries).toHaveLength(3);
  });
});
