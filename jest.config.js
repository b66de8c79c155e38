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

export default {
  // End-to-end tests run a whole platform of processes: one at a time leaves them the machine.
  maxWorkers: 1,
  reporters: ['default', '<rootDir>/scripts/closing-line.cjs'],
  projects: [
    project('target-expression', './packages/target-expression'),
    project('batch', './packages/batch'),
    project('eligibility', './packages/eligibility'),
    project('twilio-emulator', './packages/twilio-emulator'),
    project('flex-host', './packages/flex-host'),
    project('demo', './packages/demo'),
    project('serverless', './serverless'),
  ],
};
