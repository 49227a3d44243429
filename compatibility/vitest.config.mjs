import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'compatibility', include: ['runner/tests/*.test.mjs'], testTimeout: 90_000 },
});
