import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'eslint-plugin',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/fixtures/**'],
    isolate: false,
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
  },
});
