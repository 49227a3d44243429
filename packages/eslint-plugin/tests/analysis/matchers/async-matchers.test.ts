import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASYNC_MATCHERS } from '../../../src/analysis/matchers/async-matchers.js';

const sources = join(import.meta.dirname, '../../../../test-utils/src');

/** Matchers as @flatquery/test-utils declares them for assertions, with whether they give a promise. */
function declaredMatchers(): { name: string; isAsync: boolean }[] {
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?ts$/.test(path))
    .flatMap((path) => [
      ...readFileSync(join(sources, path), 'utf8').matchAll(
        /^ {2,}(to[A-Z]\w*)(?:<[^;]*?>)?\([^;]*?\): (Promise<void>|void);/gm,
      ),
    ])
    .map(([, name = '', returned]) => ({ name, isAsync: returned === 'Promise<void>' }));
}

describe('the matchers that have to be awaited', () => {
  it('are found in @flatquery/test-utils', () => {
    expect(declaredMatchers().map(({ name }) => name)).toContain('toExecuteQueries');
  });

  it.each(declaredMatchers())('hold $name as it is declared', ({ name, isAsync }) => {
    expect(ASYNC_MATCHERS.has(name)).toBe(isAsync);
  });
});
