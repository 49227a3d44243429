import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'occurrences',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['@flatquery/test-utils/vitest'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
