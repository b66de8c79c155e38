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
  // End-to-end tests run a whole platform of processes: one at a time leaves them the machine.
  maxWorkers: 1,
  // What takes 2 s here takes much more where something else has the processors.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/scripts/closing-line.cjs'],
  projects: [
    project('target-expression', './packages/target-expression'),
    project('batch', './packages/batch'),
    project('eligibility', './packages/eligibility'),
    project('twilio-emulator', './packages/twilio-emulator'),
    project('flex-host', './packages/flex-host'),
    project('demo', './packages/demo'),
    project('serverless', './serverless'),
    plugin,
    { ...project('plugin-e2e', './plugin-queue-eligibility'), testMatch: ['<rootDir>/e2e/**/*.test.ts'] },
  ],
};
