import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'demo',
    root: new URL('..', import.meta.url).pathname,
    include: ['demo/**/*.demo.ts'],
    globalSetup: ['demo/database.ts'],
    setupFiles: ['@flatquery/test-utils/vitest'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
