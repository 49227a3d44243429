import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'test-utils',
    include: ['tests/**/*.test.ts', 'compliance/tests/*.test.mjs'],
    exclude: ['tests/fixtures/**'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
