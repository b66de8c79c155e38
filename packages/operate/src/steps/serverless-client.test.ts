import { expect, it } from '@jest/globals';
import { TwilioServerlessApiClient } from '@twilio-labs/serverless-api';
import { createServerlessClient } from './serverless-client';

const LOGIN = { username: `AC${'0'.repeat(32)}`, password: 'token' };

/** The real toolkit on answers of a request each; the first that fits counts. */
function toolkitOn(answers: readonly (readonly [method: string, path: RegExp, answer: () => unknown])[]) {
  const toolkit = new TwilioServerlessApiClient(LOGIN);
  const request = async (method: string, path: string) => {
    const found = answers.find(([name, at]) => name === method && at.test(path));
    return { body: found?.[2]() ?? { meta: {}, environments: [], functions: [], assets: [], variables: [] } };
  };
  return Object.assign(toolkit, { request });
}

const refusal = (message: string) =>
  Object.assign(new Error('Response code 500'), { response: { body: JSON.stringify({ message }) } });
const throws = (message: string) => () => {
  throw refusal(message);
};
const made = () => ({ sid: 'ZX1', domain_name: 'a.twil.io' });
/** An upload's answer is left as text. */
const UPLOADED = ['post', /Versions$/, () => JSON.stringify(made())] as const;
const MADE = ['post', /./, made] as const;

function deploy(...answers: Parameters<typeof toolkitOn>[0]) {
  const client = createServerlessClient(LOGIN, { toolkit: toolkitOn(answers), pauseMs: 1 });
  const files = [{ name: '/event-handler', path: '/event-handler', access: 'public' as const, content: '' }];
  const deployed = client.toolkit.deployProject({
    ...LOGIN,
    ...{ env: {}, pkgJson: {}, serviceName: 'a', functionsEnv: 'prod', functions: files, assets: [] },
    overrideExistingService: true,
  });
  return deployed.then(
    ({ domain }) => domain,
    (error: unknown) => client.wordsOf(error),
  );
}

it('a look at a build that failed ended the process with a stack; now it is repeated, and then told', async () => {
  let looks = 0;
  const status = () => (++looks < 3 ? throws('busy')() : { status: 'completed' });
  expect(await deploy(['get', /Status$/, status], UPLOADED, MADE)).toBe('a.twil.io');
  expect(await deploy(['get', /Status$/, throws('busy')], UPLOADED, MADE)).toBe('busy');
  const failed = await deploy(['get', /Status$/, () => ({ status: 'failed' })], UPLOADED, MADE);
  expect(failed).toContain('the build failed at Twilio');
});

it('says why a file was not taken', async () => {
  expect(await deploy(['post', /Functions$/, throws('Too many Functions')], MADE)).toBe(
    'Failed to create "/event-handler" function: Too many Functions',
  );
});
