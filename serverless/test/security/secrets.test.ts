import { describe, expect, it, jest } from '@jest/globals';
import { accounts } from '../account';

jest.setTimeout(120_000);
const start = accounts();

describe('what must stay a secret', () => {
  it('is in no log line and in no Sync document, however much goes wrong', async () => {
    const account = await start({
      workers: 60,
      latency: { readMs: 5, writeMs: 20 },
      env: {
        TR_EVENTS_LOG_EVENTS: 'true',
        LOG_HANDOVER_EVENTS: 'true',
        ENABLE_LOCAL_LOGGING: 'true',
        TR_EVENTS_PROCESSING_BATCH_SIZE: '5',
      },
    });
    const { taskRouter, faults, sync, events, authToken, accountSid } = account.emulator;
    const PHONE = '+15550109876';
    const [long = '', refused = '', ...others] = account.workerSids();
    for (const sid of account.workerSids()) {
      const attributes = { ...account.attributes(sid), phone: PHONE };
      const notes =
        sid === long ? { notes: PHONE.repeat(300).slice(0, 3_900 - JSON.stringify(attributes).length) } : {};
      taskRouter.updateWorker(sid, { attributes: JSON.stringify({ ...attributes, ...notes }) });
    }
    const names = account
      .workerSids()
      .flatMap((sid) => [
        String(account.attributes(sid)['full_name']),
        taskRouter.worker(sid)?.friendlyName ?? '',
      ]);
    const tokens = [account.token(), account.token('agent'), `FT${'e'.repeat(62)}`];
    const [admin = '', agent = '', invalid = ''] = tokens;

    // Every way in which a request can fail.
    faults.add({
      match: { method: 'POST', path: new RegExp(refused) },
      action: { status: 400, code: 20001 },
    });
    for (const action of [{ status: 429 }, { status: 503 }, 'reset', 'lost-answer'] as const) {
      faults.add({ match: { host: 'taskrouter.twilio.com' }, share: 0.03, action });
      faults.add({ match: { host: 'sync.twilio.com' }, share: 0.01, action });
    }
    account.functions.faults.add({ path: '/batch/hop', action: 'lose', times: 1 });
    account.functions.faults.add({ path: '/batch/guard', action: { status: 500 }, times: 1 });
    for (const Token of [invalid, agent]) await account.call('/jobs/start', {}, Token);
    const { body } = await account.call('/jobs/start', {}, admin);
    await account.end(String(body['jobId']));
    const items = others.map((workerSid) => ({ workerSid, add: [{ name: 'vip' }] }));
    const skills = await account.call(
      '/jobs/start',
      { kind: 'skills', items: [{ workerSid: refused }, ...items] },
      admin,
    );
    await account.end(String(skills.body['jobId']));
    await events.idle();
    faults.clear();
    faults.add({ match: { host: 'iam.twilio.com' }, action: { status: 500 } });
    expect((await account.call('/jobs/list', {}, admin)).status).toBe(503);
    faults.clear();
    faults.add({ match: { resource: 'Workers' }, action: { status: 401, code: 20003 } });
    await account.quiet();
    expect(await account.resync()).toMatchObject({ status: 'failed', error: { code: 'not_authorised' } });
    await account.functions.idle();

    const kept = JSON.stringify(
      (['document', 'list', 'map'] as const).flatMap((type) =>
        sync.list(type).map((object) => [object, object.type === 'document' ? [] : sync.items(object)]),
      ),
    );
    const logged = account.functions.logs.map((line) => line.text).join('\n');
    expect(logged).toContain('not_authorised');
    expect(kept).toContain('update_refused');
    const secrets = {
      authToken,
      credentials: Buffer.from(`${accountSid}:${authToken}`).toString('base64'),
      PHONE,
      ...Object.fromEntries([...tokens, ...names].entries()),
    };
    for (const [what, secret] of Object.entries(secrets)) {
      expect([what, secret, logged.includes(secret), kept.includes(secret)]).toEqual([
        what,
        secret,
        false,
        false,
      ]);
    }
  });
});
