import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { makeSteps, makeUndos } from '../run-steps';
import { newFolder } from '../test-support/folder';
import { placeIn } from '../test-support/place';
import { callbackStep, callbackUndo } from './callback';
import { flexAddressStep, flexAddressUndo } from './flex-address';
import { adoptService, functionsUndo } from './functions';
import { syncUndo } from './sync';

// What others did, and what broke, between two commands.
const NAMES = { service: 'queue-eligibility', environment: 'prod' };
const THEIRS = { eventCallbackUrl: 'https://one.example.com/events', eventsFilter: 'task.created' };
const OTHERS = { eventCallbackUrl: 'https://other.example.com/events', eventsFilter: 'task.deleted' };

let emulator: Emulator;
let folder: string;
beforeEach(async () => {
  emulator = await createEmulator({ workers: 1, queues: 1 });
  folder = await newFolder();
});
afterEach(() => emulator.close());

const place = (functionsBaseUrl: string | null = null) => placeIn(emulator, { folder, functionsBaseUrl });

describe('the event callback', () => {
  const there = () => {
    const { eventCallbackUrl, eventsFilter } = emulator.taskRouter.workspace;
    return { eventCallbackUrl, eventsFilter };
  };
  /** As the command would, from its beginning. */
  const deploy = async ({ address = 'https://ours.twil.io', replace = true } = {}) =>
    makeSteps([callbackStep({ replace })], await place(address));
  const undeploy = async ({ address = 'https://ours.twil.io' } = {}) =>
    makeUndos([callbackUndo], await place(address));

  it('who set the callback between two deployments gets it back, and not who had it before', async () => {
    emulator.taskRouter.updateWorkspace(THEIRS);
    await deploy();
    emulator.taskRouter.updateWorkspace(OTHERS);
    await expect(deploy({ replace: false })).rejects.toThrow(OTHERS.eventCallbackUrl);
    await deploy();
    await undeploy();
    expect(there()).toEqual(OTHERS);
  });

  it('where the Functions moved, a deployment that broke before it told TaskRouter still knows its old address', async () => {
    emulator.taskRouter.updateWorkspace(THEIRS);
    await deploy();
    const address = 'https://moved.twil.io';
    emulator.faults.add({
      match: { host: 'taskrouter.twilio.com', method: 'POST' },
      times: 1,
      action: { status: 500 },
    });
    await expect(deploy({ address, replace: false })).rejects.toThrow('500');
    await deploy({ address, replace: false });
    expect(there().eventCallbackUrl).toBe(`${address}/event-handler`);
    await undeploy({ address });
    expect(there()).toEqual(THEIRS);
  });

  it('an answer that was lost is found done, and what was there is still known', async () => {
    emulator.taskRouter.updateWorkspace(THEIRS);
    emulator.faults.add({
      match: { host: 'taskrouter.twilio.com', method: 'POST' },
      times: 1,
      action: 'lost-answer',
    });
    await expect(deploy()).rejects.toThrow();
    await deploy();
    await undeploy();
    expect(there()).toEqual(THEIRS);
  });
});

describe('the Functions service', () => {
  /** A service with an environment, as a deployment leaves it. */
  async function serve({ service, environment } = NAMES) {
    const { services } = emulator.client().serverless.v1;
    const made = await services.create({ uniqueName: service, friendlyName: service });
    const options = { uniqueName: `${environment}-environment`, domainSuffix: environment };
    const { domainName: domain } = await services(made.sid).environments.create(options);
    return { serviceSid: made.sid, domain };
  }

  it('a service that was undeployed and deployed anew from another machine is the one that is meant', async () => {
    const gone = await serve();
    await (await place()).ledger.set('functions', gone);
    await emulator.client().serverless.v1.services(gone.serviceSid).remove();
    const anew = await serve();

    const found = await place();
    await adoptService(NAMES, found);
    expect(found.ledger.get('functions')).toEqual(anew);
    expect(await functionsUndo(NAMES).undo(found)).toEqual([
      `deleted the Functions service ${anew.serviceSid}`,
    ]);
    expect(await emulator.client().serverless.v1.services.list()).toEqual([]);
  });

  it('a service that is gone is not said to have been deleted', async () => {
    const gone = await serve();
    await (await place()).ledger.set('functions', gone);
    await emulator.client().serverless.v1.services(gone.serviceSid).remove();
    const found = await place();
    await adoptService(NAMES, found);
    expect(await functionsUndo(NAMES).undo(found)).toEqual([]);
  });

  it('another environment of the workspace, or another service, is refused: there is one ledger', async () => {
    await (await place()).ledger.set('functions', await serve());
    await expect(adoptService({ ...NAMES, environment: 'stage' }, await place())).rejects.toThrow(
      'environment "prod"',
    );
    await expect(adoptService({ ...NAMES, service: 'second' }, await place())).rejects.toThrow(
      'QUEUE_ELIGIBILITY_LEDGERS',
    );
    await expect(adoptService(NAMES, await place())).resolves.toBeUndefined();
  });
});

describe('Flex’s configuration', () => {
  it('what others wrote into ui_attributes between deploy and undeploy stays', async () => {
    await makeSteps([flexAddressStep], await place('https://ours.twil.io'));
    emulator.flex.uiAttributes = { ...emulator.flex.uiAttributes, theme: 'light', sso: { on: true } };
    await makeSteps([flexAddressStep], await place('https://ours.twil.io'));
    await makeUndos([flexAddressUndo], await place('https://ours.twil.io'));
    expect(emulator.flex.uiAttributes).toMatchObject({ theme: 'light', sso: { on: true } });
    expect(emulator.flex.uiAttributes).not.toHaveProperty('queue_eligibility');
  });
});

it('an undeploy can be ended where the Sync service is gone', async () => {
  emulator.faults.add({ match: { host: 'sync.twilio.com' }, action: { status: 404, code: 20404 } });
  expect(await syncUndo.say(await place())).toEqual([]);
  expect(await syncUndo.undo(await place())).toEqual([]);
});
