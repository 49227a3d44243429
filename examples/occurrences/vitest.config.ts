import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'occurrences',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['@flatquery/test-utils/vitest'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
