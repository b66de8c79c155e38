const project = (name, rootDir) => ({
  displayName: name,
  rootDir,
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!@queue-eligibility/)'],
});

export default {
  maxWorkers: 2,
  projects: [
    project('target-expression', './packages/target-expression'),
    project('batch', './packages/batch'),
    project('eligibility', './packages/eligibility'),
    project('twilio-emulator', './packages/twilio-emulator'),
    project('serverless', './serverless'),
  ],
};
