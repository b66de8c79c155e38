import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SKILLS } from '../src';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { updatesOf } from '@queue-eligibility/eligibility/testing';
import { createInProcess } from './in-process';

let emulator: Emulator;
let inProcess: ReturnType<typeof createInProcess>;
beforeEach(async () => {
  emulator = await createEmulator({ workers: 0, queues: 0 });
  inProcess = createInProcess(emulator);
});
afterEach(() => emulator.close());

const create = (friendlyName: string, attributes: string): string =>
  emulator.taskRouter.createWorker({ friendlyName, attributes }).sid;
const attributesOf = (sid: string) => emulator.taskRouter.worker(sid).attributes;

const CASES = [
  {
    what: 'gives a skill with a level',
    before: '{"id":12345678901234567890}',
    change: { add: [{ name: 'sales', level: 3 }] },
    after: '{"id":12345678901234567890,"routing":{"skills":["sales"],"levels":{"sales":3}}}',
  },
  {
    what: 'gives a skill without a level',
    before: '{"routing":{"skills":["it"],"levels":{"it":1}}, "x":1.0}',
    change: { add: [{ name: 'sales' }] },
    after: '{"routing":{"skills":["it","sales"],"levels":{"it":1}}, "x":1.0}',
  },
  {
    what: 'changes a level',
    before: '{"routing":{"skills":["it"],"levels":{"it":1}}}',
    change: { add: [{ name: 'it', level: 5 }] },
    after: '{"routing":{"skills":["it"],"levels":{"it":5}}}',
  },
  {
    what: 'keeps a level that JavaScript would round',
    before: '{"routing":{"skills":["it"],"levels":{"it":12345678901234567890,"hr":1}}}',
    change: { add: [{ name: 'sales', level: 2 }], remove: ['hr'] },
    after: '{"routing":{"skills":["it","sales"],"levels":{"it":12345678901234567890,"sales":2}}}',
  },
  {
    what: 'takes a skill away with its level',
    before: '{"routing":{"skills":["it","sales"],"levels":{"it":1,"sales":2}}}',
    change: { remove: ['it'] },
    after: '{"routing":{"skills":["sales"],"levels":{"sales":2}}}',
  },
  {
    what: 'writes nothing for what is there already',
    before: '{"routing":{"skills":["it"]}}',
    change: { add: [{ name: 'it' }], remove: ['sales'] },
    after: '{"routing":{"skills":["it"]}}',
  },
];

describe('the job that updates skills', () => {
  it('does each change and leaves everything else as it is', async () => {
    const sids = CASES.map(({ what, before }) => create(what, before));
    const items = CASES.map(({ change }, i) => ({ workerSid: sids[i], ...change }));
    const ended = await inProcess.run(SKILLS, items);
    expect(sids.map(attributesOf)).toEqual(CASES.map(({ after }) => after));
    expect(ended).toMatchObject({
      job: { status: 'completed', kind: 'skills', progress: { total: 6, checked: 6, changed: 5, failed: 0 } },
    });
    expect(updatesOf(emulator).size).toBe(5);
  });

  it('records the workers that it can not do, and does the rest', async () => {
    const gone = `WK${'0'.repeat(32)}`;
    const vip = create('vip', '{"routing":"vip"}');
    const full = create('full', JSON.stringify({ x: 'x'.repeat(4_080) }));
    const good = create('good', '{}');
    const add = [{ name: 'sales' }];
    const ended = await inProcess.run(
      SKILLS,
      [gone, vip, full, good].map((workerSid) => ({ workerSid, add })),
    );
    expect(ended.job).toMatchObject({ status: 'completed', progress: { checked: 4, changed: 1, failed: 3 } });
    expect(ended.failures).toEqual([
      expect.objectContaining({ key: gone, code: 'worker_not_found' }),
      expect.objectContaining({ key: vip, code: 'skills_not_understood' }),
      expect.objectContaining({ key: full, code: 'attributes_too_long' }),
    ]);
    expect(attributesOf(vip)).toBe('{"routing":"vip"}');
  });

  it.each([
    ['a worker that is none', { workerSid: 'ada' }, /Work item 1 at workerSid: must be the SID/],
    ['a skill without a name', { workerSid: `WK${'0'.repeat(32)}`, add: [{ name: '' }] }, /at add.0.name/],
    [
      'a level that JavaScript would round',
      { workerSid: `WK${'0'.repeat(32)}`, add: [{ name: 'it', level: 2 ** 53 }] },
      /at add.0.level: must not be above 2\^53 - 1/,
    ],
  ])('refuses %s before anything is started', async (_what, item, message) => {
    await expect(inProcess.run(SKILLS, [item])).rejects.toMatchObject({
      code: 'bad_items',
      message: expect.stringMatching(message) as unknown,
    });
    expect(emulator.requests.count()).toBe(0);
  });
});
