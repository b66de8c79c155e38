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
/** One whose tests start whole platforms of processes, or real browsers, and then mostly wait for them. */
const waiting = (config) => ({ ...config, runner: script('waiting-runner.cjs') });
/** The same, but for some tests that hold what happens against the platform's seconds: these have the machine for themselves. */
const waitingBut = (name, rootDir, alone) => [
  waiting({
    ...project(name, rootDir),
    testPathIgnorePatterns: ['/node_modules/', '/dist/', ...alone],
  }),
  {
    ...project(`${name}-alone`, rootDir),
    testMatch: alone.map((file) => `<rootDir>/${file}`),
    runner: script('serial-runner.cjs'),
  },
];

/** One whose tests only reckon, on clocks of their own: they take what those that wait leave of the processors. */
const reckoning = (config) => waiting({ ...config, setupFilesAfterEnv: [script('stand-back.cjs')] });

/** The plugin as React sees it: with the real Flex UI, in a document that jsdom makes. */
const plugin = {
  ...project('plugin', './plugin-queue-eligibility'),
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
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
    project('logs', './packages/logs'),
    project('twilio-emulator', './packages/twilio-emulator'),
    project('contract', './packages/contract'),
    { ...project('operate', './packages/operate'), testMatch: ['<rootDir>/src/**/*.test.ts'] },
    waiting(project('flex-host', './packages/flex-host')),
    ...waitingBut('demo', './packages/demo', ['src/chaos/campaign.test.ts']),
    waiting({
      ...project('operate-account', './packages/operate'),
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    }),
    ...waitingBut('serverless', './serverless', ['test/invariants-jobs.test.ts', 'test/rate-limit.test.ts']),
    plugin,
    {
      ...project('plugin-e2e', './plugin-queue-eligibility'),
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
      // A browser, Flex in it, and a platform of processes: two at a time are too slow for what people do in them.
      runner: script('serial-runner.cjs'),
    },
  ],
};
