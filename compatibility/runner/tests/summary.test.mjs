import { expect, it } from 'vitest';
import { summarize } from '../summary.mjs';

const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map((status) => ({ status }));

it.each([
  [[passed, passed], false, '2 passed, 0 failed, 0 skipped', 0],
  [[passed, failed, skipped], false, '1 passed, 1 failed, 1 skipped', 1],
  [[passed, skipped], false, '1 passed, 0 failed, 1 skipped', 0],
  [[passed, skipped], true, '1 passed, 0 failed, 1 skipped', 1],
  [[passed], true, '1 passed, 0 failed, 0 skipped', 0],
])('counts %j, strictly: %s', (outcomes, isStrict, line, exitCode) => {
  expect(summarize(outcomes, isStrict)).toEqual({ line, exitCode });
});
