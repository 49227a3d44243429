import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadFastCheck } from '../../../src/recording/agreement/load-fast-check.js';

it('finds fast-check where it is installed, and only there', () => {
  const empty = mkdtempSync(join(tmpdir(), 'flatquery-'));
  try {
    expect(loadFastCheck()?.asyncProperty).toBeTypeOf('function');
    expect(loadFastCheck([empty])).toBeUndefined();
  } finally {
    rmSync(empty, { recursive: true });
  }
});
