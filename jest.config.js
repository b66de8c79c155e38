import { fileURLToPath } from 'node:url';

const project = (name, rootDir) => ({
  displayName: name,
  rootDir,
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!@queue-eligibility/)'],
});

const script = (name) => fileURLToPath(new URL(`scripts/${name}`, import.meta.url));
/** When a project's tests run, and beside what: see scripts/lanes-runner.cjs. */
const inLane = (lane, config) => ({ ...config, runner: script('lanes-runner.cjs'), globals: { lane } });
const waiting = (config) => inLane('waiting', config);
const reckoning = (config) =>
  inLane('reckoning', { ...config, setupFilesAfterEnv: [script('stand-back.cjs')] });
/** Some of a project's tests have the processors for themselves. */
const withAlone = (name, rootDir, alone, config = {}) => [
  waiting({
    ...{ ...project(name, rootDir), ...config },
    testPathIgnorePatterns: ['/node_modules/', '/dist/', ...alone],
  }),
  inLane('alone', {
    ...{ ...project(`${name}-alone`, rootDir), ...config },
    testMatch: alone.map((file) => `<rootDir>/${file}`),
  }),
];
/** Its tests start many containers. */
const lasting = { testEnvironment: script('../packages/twilio-emulator/src/lasting-environment.ts') };

/** The plugin as React sees it: with the real Flex UI, in a document that jsdom makes. */
const plugin = {
  ...project('plugin', './plugin-queue-eligibility'),
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
  // React takes a global `jest` for leave to complain of every update that comes from outside, as most do here.
  injectGlobals: false,
  setupFiles: ['<rootDir>/test/before-flex.ts'],
  transform: {
    '\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};

export default {
  maxWorkers: '100%',
  // What takes 2 s here takes much more where something else has the processors.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/scripts/longest-first.cjs',
  reporters: ['default', '<rootDir>/scripts/closing-lines.cjs'],
  projects: [
    reckoning(project('target-expression', './packages/target-expression')),
    reckoning(project('insight', './packages/insight')),
    reckoning(project('batch', './packages/batch')),
    reckoning(project('task-router', './packages/task-router')),
    reckoning(project('queue-edits', './packages/queue-edits')),
    reckoning(project('skills', './packages/skills')),
    reckoning(project('eligibility', './packages/eligibility')),
    reckoning(project('events', './packages/events')),
    waiting(project('logs', './packages/logs')),
    waiting(project('twilio-emulator', './packages/twilio-emulator')),
    waiting(project('contract', './packages/contract')),
    waiting({ ...project('operate', './packages/operate'), testMatch: ['<rootDir>/src/**/*.test.ts'] }),
    waiting(project('flex-host', './packages/flex-host')),
    ...withAlone('demo', './packages/demo', ['src/chaos/campaign.test.ts']),
    waiting({
      ...{ ...project('operate-account', './packages/operate'), ...lasting },
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    }),
    ...withAlone(
      'serverless',
      './serverless',
      ['test/invariants-jobs.test.ts', 'test/rate-limit.test.ts'],
      lasting,
    ),
    waiting(plugin),
    waiting({
      ...{ ...project('plugin-e2e', './plugin-queue-eligibility'), ...lasting },
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
    }),
  ],
};
