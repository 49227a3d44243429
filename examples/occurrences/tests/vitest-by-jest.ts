/** What the tests import from Vitest, where Jest runs them. */
export { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
