import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const tsc = require.resolve('typescript/bin/tsc');

async function compile(project: string): Promise<string> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', join(__dirname, '../fixtures/types', project)], (_, stdout) => {
      resolve(stdout);
    });
  });
}

it.each([
  ['Vitest', 'vitest'],
  ['@jest/globals', 'jest-globals'],
  ['@types/jest', 'types-jest'],
])('types the matchers of %s, with the declarations of libraries checked', async (_, project) => {
  expect(await compile(project)).toBe('');
});
