// One jest run for the whole house. A test's suffix says what it needs:
// .unit nothing, .int real stores (started once per run by scripts/test.ts), e2e/ the whole stack.
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  extensionsToTreatAsEsm: [],
  modulePathIgnorePatterns: ['<rootDir>/.data', '<rootDir>/.*/dist/'],
});

export default {
  // Ends a test that hangs. Where time is part of a promise, the test measures it itself.
  testTimeout: 30_000,
  projects: [
    project('unit', ['<rootDir>/**/*.unit.test.ts']),
    project('int', ['<rootDir>/**/*.int.test.ts']),
    project('e2e', ['<rootDir>/e2e/**/*.e2e.test.ts']),
  ],
  reporters: ['default', '<rootDir>/scripts/jest-summary-reporter.cjs'],
};
