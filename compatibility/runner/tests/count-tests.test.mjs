import { expect, it } from 'vitest';
import { countTests, printCounts } from '../count-tests.mjs';

it.each([
  ['Vitest', '\u001B[2m      Tests \u001B[22m 1 failed | 39 passed | 2 skipped (42)', '39 passed, 1 failed, 2 skipped'],
  ['Jest', 'Tests:       2 failed, 3 passed, 5 total', '3 passed, 2 failed'],
  [
    'a runner of fixtures, and the one around it',
    'Tests  9 failed (9)\n      Tests  3 passed (3)',
    '3 passed, 0 failed',
  ],
])('counts the tests of %s', (_, output, printed) => {
  expect(printCounts(countTests(output))).toBe(printed);
});

it('knows none where no line sums them up', () => {
  expect(countTests('Tests are fun\nTests  no tests\n Test Files  1 passed (1)')).toBeUndefined();
});
