import { describe, expect, it, jest } from '@jest/globals';
import { requestSchemas } from '@queue-eligibility/api';
import { accounts } from '../account';
import { expectUntouched, FORM_BODY, JSON_BODY, PATHS, quietAccount, send } from './attack';

jest.setTimeout(120_000);
const start = accounts();

describe('bodies that nobody should send', () => {
  /** By its shape, or because no token can be read from it. */
  const REFUSED = [400, 401];

  it('too large: refused by the platform, and nothing runs', async () => {
    const account = await quietAccount(start);
    const body = JSON.stringify({ Token: account.token(), kind: 'x'.repeat(1024 * 1024) });
    expect((await send(account, '/jobs/start', { headers: JSON_BODY, body })).status).toBe(413);
    expect((await send(account, '/event-handler', { headers: FORM_BODY, body })).status).toBe(413);
    expect(account.functions.invocations).toEqual([]);
  });

  it('malformed: a 4xx, nothing started, and the container goes on', async () => {
    const account = await quietAccount(start);
    const token = account.token();
    const withToken = (json: string) => `{"Token":"${token}",${json}}`;
    const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const nestedObjects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const bodies: Record<string, string> = {
      'half an object': '{"Token":"x"',
      'not JSON': 'Token=x',
      nothing: '',
      null: 'null',
      'a number': '7',
      'an array': `["${token}"]`,
      NUL: '\u0000',
      'not UTF-8': Buffer.from([0xff, 0xfe, 0x7b]).toString('latin1'),
      'deep items': withToken(`"kind":"skills","items":[${nested}]`),
      'deep elsewhere': withToken(`"kind":${nestedObjects}`),
      'a prototype': withToken('"kind":"skills","__proto__":{"items":[{"workerSid":"x"}]}'),
      'a prototype in an item': withToken('"kind":"skills","items":[{"__proto__":{"workerSid":"x"}}]'),
      'a constructor': withToken('"kind":"constructor","constructor":{"prototype":{"roles":["admin"]}}'),
      'a kind of prototypes': withToken('"kind":"__proto__"'),
      'a huge kind': withToken(`"kind":"${'x'.repeat(900_000)}"`),
      'a kind of another type': withToken('"kind":["resync"]'),
      'items of another type': withToken('"kind":"skills","items":{"0":{},"length":1}'),
      'no items': withToken('"kind":"skills","items":[]'),
      'items for a resync': withToken('"items":[1]'),
      'a hundred thousand items': withToken(`"kind":"skills","items":[${Array(100_000).fill(1).join()}]`),
      'fifteen thousand wrong items': withToken(
        `"kind":"skills","items":[${Array(15_000).fill('{}').join()}]`,
      ),
      'a huge item': withToken(
        `"kind":"skills","items":[{"workerSid":"WK${'0'.repeat(32)}","remove":[${Array(9_000).fill('"s"').join()}]}]`,
      ),
    };
    for (const [what, body] of Object.entries(bodies)) {
      const answer = await send(account, '/jobs/start', { headers: JSON_BODY, body });
      expect([what, REFUSED.includes(answer.status)]).toEqual([what, true]);
      expect(answer.body.length).toBeLessThan(2_000);
      expect(answer.headers['content-type']).toMatch(/json|text/);
    }
    expectUntouched(account);
    const { status } = await account.call('/jobs/list');
    expect(status).toBe(200);
  });

  it('of another content type, or a form that is none: no parameters, so no token', async () => {
    const account = await quietAccount(start);
    const body = JSON.stringify({ Token: account.token() });
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await send(account, '/jobs/list', { headers: { 'content-type': type }, body });
      expect([type, answer.status]).toEqual([type, 401]);
    }
    const form = `Token=${account.token()}&Token=${account.token()}&a%ZZ=%E0%A4%A&[]=1&__proto__[roles]=admin`;
    expect((await send(account, '/jobs/list', { headers: FORM_BODY, body: form })).status).toBe(401);
    expectUntouched(account);
  });

  it('ids that are no ids lead to no other document and no other address', async () => {
    const account = await quietAccount(start);
    for (const path of PATHS.filter((one) => 'jobId' in requestSchemas[one].shape)) {
      for (const jobId of [
        '',
        '.',
        '..',
        '../queue-eligibility.rulebook',
        'a/b',
        'a%2Fb',
        'a?Status=1',
        'a#b',
        'a b',
        'a\u0000b',
        'a\r\nX-Injected: 1',
        'resync-1.items.1.0',
        'x'.repeat(65),
        'x'.repeat(900_000),
        7,
        null,
        ['resync-1'],
        { $ne: '' },
      ]) {
        const { status, body } = await account.call(path, { jobId });
        expect([path, jobId, status, body['error']]).toEqual([
          path,
          jobId,
          400,
          expect.objectContaining({ code: 'bad_request' }),
        ]);
      }
    }
    expect(account.emulator.requests.count({ host: 'sync.twilio.com' })).toBe(0);
    expectUntouched(account);
  });
});

describe('queue names and expressions', () => {
  /** Each of them as a name, and as a string inside an expression. */
  const HOSTILE = [
    '<img src=x onerror=alert(1)>',
    '"] OR data.friendly_name != "',
    `' OR 1==1 OR name == '`,
    'a"; DROP TABLE workers; --',
    '{{constructor.constructor("return process")()}} ${process.env.AUTH_TOKEN}',
    '=cmd|"/c calc"!A1',
    '../../Workers?TaskQueueSid=',
    'two\r\nlines\tand \u0000 \u001b[31mred',
    '\u202egnol ton si siht\u202c \u200b\ufeff',
    '__proto__',
    '%00%0d%0a&Token=x#',
  ];
  /** As a string of the language: it knows no escapes, so quotes of one kind are left out. */
  const quoted = (text: string) => `"${text.replaceAll('"', '')}"`;

  it('come out as they went in, and the resync still ends in step', async () => {
    const account = await start({ workers: 30, functions: { eventHandler: null } });
    const { taskRouter } = account.emulator;
    const expected = HOSTILE.map((friendlyName) => {
      const targetWorkers = `team_name != ${quoted(friendlyName)} AND routing.skills HAS 'billing'`;
      return {
        friendlyName,
        targetWorkers,
        sid: taskRouter.createQueue({ friendlyName, targetWorkers }).sid,
      };
    });
    // A worker's attributes are other people's as well.
    const [workerSid = ''] = account.workerSids();
    const hostile = { ...account.attributes(workerSid), note: HOSTILE, queues: HOSTILE };
    taskRouter.updateWorker(workerSid, { attributes: JSON.stringify(hostile) });

    const { queues } = await account.ask('/jobs/queues', { statistics: true });
    const bySid = new Map(queues.map((queue) => [queue.sid, queue]));
    for (const queue of expected) expect(bySid.get(queue.sid)).toMatchObject(queue);

    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', report: { verified: true }, progress: { failed: 1 } });
    // What somebody else put into our attribute is left, until an admin says otherwise.
    expect(account.attributes(workerSid)['queues']).toEqual(HOSTILE);
    const retry = await account.call('/jobs/retry', { jobId: job.id, replace: 'true' });
    await account.end(String(retry.body['jobId']));
    expect(account.differing()).toEqual([]);
    expect(account.attributes(workerSid)['note']).toEqual(HOSTILE);
  });
});
