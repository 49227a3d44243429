import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { printCallSite } from '../../src/report/print-call-site.js';

const site = { file: join(process.cwd(), 'src/posts.ts'), line: 24, column: 31 };

it.each([
  ['listPosts', 'in listPosts (src/posts.ts:24:31)'],
  [undefined, 'in src/posts.ts:24:31'],
  ['PostService.list', 'in PostService.list (src/posts.ts:24:31)'],
  ['Object.list [as action]', 'in list (src/posts.ts:24:31)'],
])('prints a path from the working directory and the function %s', (functionName, printed) => {
  expect(printCallSite({ ...site, functionName })).toBe(printed);
});

it('prints the whole path of a file outside of the working directory', () => {
  const file = resolve(process.cwd(), '../elsewhere/posts.ts');
  expect(printCallSite({ ...site, file, functionName: undefined })).toBe(`in ${file}:24:31`);
});

it('prints no line that a runner takes for a frame of a stack', () => {
  expect(printCallSite({ ...site, functionName: 'f' })).not.toMatch(/^\s*at /);
});

it.each([
  ['transaction', 'in the transaction begun in list (src/posts.ts:24:31)'],
  ['connection', 'on the connection taken in list (src/posts.ts:24:31)'],
  ['capture', 'call site unknown: sent while the action of list (src/posts.ts:24:31) ran'],
] as const)('names a line that stands in for an unknown one as that of the %s', (fallback, printed) => {
  expect(printCallSite({ ...site, functionName: 'list', fallback })).toBe(printed);
});

it('says so where there is none', () => {
  expect(printCallSite(undefined)).toBe('call site unknown: no line of the application was on the stack');
});
