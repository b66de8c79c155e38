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

const runner = fileURLToPath(new URL('scripts/serial-runner.cjs', import.meta.url));
/** One whose tests need the machine for themselves. */
const serial = (config) => ({ ...config, runner });

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
  reporters: ['default', '<rootDir>/scripts/closing-line.cjs'],
  projects: [
    project('target-expression', './packages/target-expression'),
    project('batch', './packages/batch'),
    project('task-router', './packages/task-router'),
    project('skills', './packages/skills'),
    project('eligibility', './packages/eligibility'),
    project('logs', './packages/logs'),
    project('twilio-emulator', './packages/twilio-emulator'),
    serial(project('flex-host', './packages/flex-host')),
    serial(project('demo', './packages/demo')),
    serial(project('serverless', './serverless')),
    plugin,
    serial({
      ...project('plugin-e2e', './plugin-queue-eligibility'),
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
    }),
  ],
};
