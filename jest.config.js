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
const standingBack = (lane, config) =>
  inLane(lane, { ...config, setupFilesAfterEnv: [script('stand-back.cjs')] });
const patient = (config) => standingBack('patient', config);
const reckoning = (config) => standingBack('reckoning', config);
/** One whose tests are in a lane, but for some that have the processors for themselves. */
const withAlone = (others, name, rootDir, alone) => [
  others({
    ...project(name, rootDir),
    testPathIgnorePatterns: ['/node_modules/', '/dist/', ...alone],
  }),
  inLane('alone', {
    ...project(`${name}-alone`, rootDir),
    testMatch: alone.map((file) => `<rootDir>/${file}`),
  }),
];

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
    patient(project('logs', './packages/logs')),
    patient(project('twilio-emulator', './packages/twilio-emulator')),
    patient(project('contract', './packages/contract')),
    patient({ ...project('operate', './packages/operate'), testMatch: ['<rootDir>/src/**/*.test.ts'] }),
    patient(project('flex-host', './packages/flex-host')),
    ...withAlone(patient, 'demo', './packages/demo', ['src/chaos/campaign.test.ts']),
    patient({
      ...project('operate-account', './packages/operate'),
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    }),
    ...withAlone(waiting, 'serverless', './serverless', [
      'test/invariants-jobs.test.ts',
      'test/rate-limit.test.ts',
    ]),
    patient(plugin),
    waiting({
      ...project('plugin-e2e', './plugin-queue-eligibility'),
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
    }),
  ],
};
