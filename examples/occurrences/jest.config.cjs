/** The tests of this example by Jest: the same files, with Jest's functions in the place of Vitest's. */
module.exports = {
  testMatch: ['<rootDir>/tests/*.test.ts'],
  // It runs this configuration; and the lint has no use for matchers.
  testPathIgnorePatterns: ['/jest-twin\\.test\\.ts$', '/lint\\.test\\.ts$'],
  moduleNameMapper: { '^vitest$': '<rootDir>/tests/vitest-by-jest.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.jest.json', diagnostics: false }] },
  setupFilesAfterEnv: ['@flatquery/test-utils/jest'],
  testTimeout: 90_000,
};
