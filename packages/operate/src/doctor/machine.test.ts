import { expect, it } from '@jest/globals';
import { nodeFinding, toolingFinding } from './machine';

it.each([
  ['20.18.3', 'fail'],
  ['20.19.0', 'ok'],
  ['22.1.0', 'ok'],
  ['24.0.0', 'ok'],
  ['25.0.0', 'fail'],
])('node: %s is %s', (version, state) => {
  expect(nodeFinding(version).state).toBe(state);
});

it('plugin-tooling fail: a version with which the build has ended green with no bundle', () => {
  const scripts = { name: '@twilio/flex-plugin-scripts', version: '7.1.2', wanted: '7.1.2' };
  const typescript = { name: 'typescript', version: '5.9.3', wanted: '5.9.3' };
  expect(toolingFinding([scripts, typescript]).state).toBe('ok');
  const found = toolingFinding([scripts, { ...typescript, version: '7.0.2' }]);
  expect(found).toMatchObject({ state: 'fail', what: expect.stringContaining('typescript 7.0.2') });
});
