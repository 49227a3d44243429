import rule from '../../src/rules/await-query-matcher.js';
import { createRuleTester } from './rule-tester.js';

const MATCHERS = [
  'toExecuteQueries(1)',
  'toExecuteAtMostQueries(1)',
  'toExecuteNoQueries()',
  "toExecuteQueryMatching('post')",
  'toNotScaleWithPageSize()',
  'toNotScaleWith(populate)',
  'toNotRepeatQueries()',
  'toNotDuplicateQueries()',
  'toMatchQuerySnapshot()',
  'toMatchInlineQuerySnapshot()',
  'toBeServedByIndexes()',
  'toReturnAtMostRows(1)',
  'toSelectAtMostColumns(1)',
  'toNotMultiplyRows()',
  'toUseAtMostConnections(1)',
  'toAgreeWith(load, {})',
];

const inTest = (statement: string): string => `
import { expect, it } from 'vitest';
it('counts', async () => {
  ${statement}
});
`;

createRuleTester().run('await-query-matcher', rule as never, {
  valid: [
    ...MATCHERS.map((matcher) => ({
      name: `an awaited ${matcher}`,
      code: inTest(`await expect(load).${matcher};`),
    })),
    { name: 'a negated one', code: inTest('await expect(load).not.toExecuteQueries(0);') },
    { name: 'one that is returned', code: inTest('return expect(load).toExecuteQueries(1);') },
    {
      name: 'one that is given back by an arrow function',
      code: `import { expect, it } from 'vitest'; it('counts', () => expect(load).toExecuteQueries(1));`,
    },
    {
      name: 'several that are awaited together',
      code: inTest('await Promise.all([expect(load).toExecuteQueries(1), expect(other).toExecuteQueries(2)]);'),
    },
    {
      name: 'mapped ones that are awaited together',
      code: inTest('await Promise.all(sizes.map((size) => expect(() => load(size)).toExecuteQueries(1)));'),
    },
    {
      name: 'one of which the failure is expected',
      code: inTest('await expect(expect(load).toExecuteQueries(1)).rejects.toThrow();'),
    },
    {
      name: 'one that a name holds and that is awaited later',
      code: inTest('const counted = expect(load).toExecuteQueries(1); await counted;'),
    },
    {
      name: 'one that is handed on',
      code: inTest('checks.push(expect(load).toExecuteQueries(1)); await Promise.all(checks);'),
    },
    { name: 'one whose failure is handled', code: inTest('expect(load).toExecuteQueries(1).catch(done);') },
    {
      name: 'one in a list that is kept',
      code: inTest('const checks = [expect(load).toExecuteQueries(1)]; use(checks);'),
    },
    {
      name: 'one in a generator that hands it out',
      code: 'function* all() { yield expect(load).toExecuteQueries(1); }',
    },
    {
      name: 'a matcher on a finished capture, which gives no promise',
      code: inTest('const capture = await captureQueries(load); expect(capture).toHaveExecutedQueries(1);'),
    },
    { name: 'a matcher of the runner', code: inTest('expect(load).toBeDefined();') },
    {
      name: 'a matcher of the same name of something else',
      code: `import { expect } from 'chai'; expect(load).toExecuteQueries(1);`,
    },
    {
      name: 'an expect of the file itself',
      code: `const expect = (value) => ({ toExecuteQueries: () => value }); expect(load).toExecuteQueries(1);`,
    },
    {
      name: 'a default export that is called expect',
      code: `import expect from 'somewhere'; expect(load).toExecuteQueries(1);`,
    },
    { name: 'a method of the same name', code: inTest('assertions.toExecuteQueries(1);') },
    { name: 'a matcher that is not called', code: inTest('expect(load).toExecuteQueries;') },
    {
      name: 'one that is awaited under a condition',
      code: inTest('if (ready) await expect(load).toExecuteQueries(1);'),
    },
    {
      name: 'a branch of what is awaited',
      code: inTest('await (ready ? expect(load).toExecuteQueries(1) : undefined);'),
    },
    {
      name: 'what is awaited under another type',
      code: inTest('await (expect(load).toExecuteQueries(1) as Promise<void>);'),
    },
  ],
  invalid: [
    ...MATCHERS.map((matcher) => ({
      name: `a forgotten ${matcher}`,
      code: inTest(`expect(load).${matcher};`),
      errors: [
        {
          messageId: 'matcherNotAwaited' as const,
          data: { matcher: matcher.replace(/\(.*/, '') },
          line: 4,
          column: 3,
          suggestions: [{ messageId: 'suggestAwait' as const, output: inTest(`await expect(load).${matcher};`) }],
        },
      ],
    })),
    {
      name: 'a negated one',
      code: inTest('expect(load).not.toExecuteQueries(0);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          line: 4,
          column: 3,
          endColumn: 36,
          suggestions: [{ messageId: 'suggestAwait', output: inTest('await expect(load).not.toExecuteQueries(0);') }],
        },
      ],
    },
    {
      name: 'a soft one',
      code: inTest('expect.soft(load).toExecuteQueries(0);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [{ messageId: 'suggestAwait', output: inTest('await expect.soft(load).toExecuteQueries(0);') }],
        },
      ],
    },
    {
      name: 'one that void throws away',
      code: inTest('void expect(load).toExecuteQueries(0);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [{ messageId: 'suggestAwait', output: inTest('await expect(load).toExecuteQueries(0);') }],
        },
      ],
    },
    {
      name: 'one under a condition',
      code: inTest('ready && expect(load).toExecuteQueries(1);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            { messageId: 'suggestAwait', output: inTest('ready && await expect(load).toExecuteQueries(1);') },
          ],
        },
      ],
    },
    {
      name: 'one that a name holds which nobody reads',
      code: inTest('const counted = expect(load).toExecuteQueries(1);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            { messageId: 'suggestAwait', output: inTest('const counted = await expect(load).toExecuteQueries(1);') },
          ],
        },
      ],
    },
    {
      name: 'several together for which nobody waits',
      code: inTest('Promise.all([expect(load).toExecuteQueries(1)]);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            { messageId: 'suggestAwait', output: inTest('await Promise.all([expect(load).toExecuteQueries(1)]);') },
          ],
        },
      ],
    },
    {
      name: 'mapped ones for which nobody waits',
      code: inTest('sizes.map((size) => { return expect(() => load(size)).toExecuteQueries(1); });'),
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'mapped ones together for which nobody waits',
      code: inTest('Promise.all(sizes.map((size) => expect(() => load(size)).toExecuteQueries(1)));'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: inTest('await Promise.all(sizes.map((size) => expect(() => load(size)).toExecuteQueries(1)));'),
            },
          ],
        },
      ],
    },
    {
      name: 'one that is given back to a loop which ignores it',
      code: inTest('sizes.forEach((size) => expect(() => load(size)).toExecuteQueries(1));'),
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'one in a callback of a loop that is not async',
      code: inTest('sizes.forEach((size) => { expect(() => load(size)).toExecuteQueries(1); });'),
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'one in a test that is not async',
      code: `import { expect, it } from '@jest/globals'; it('counts', () => { expect(load).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAsync',
              output: `import { expect, it } from '@jest/globals'; it('counts', async () => { await expect(load).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one in a test that is a function expression, with the global expect',
      code: `it.only('counts', function () { expect(load).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAsync',
              output: `it.only('counts', async function () { await expect(load).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one of a table of tests',
      code: `it.each([1])('counts', (size) => { expect(() => load(size)).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAsync',
              output: `it.each([1])('counts', async (size) => { await expect(() => load(size)).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one with the expect of the context of the test',
      code: `test('counts', ({ expect }) => { expect(load).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAsync',
              output: `test('counts', async ({ expect }) => { await expect(load).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one with the context of the test',
      code: `test('counts', async (context) => { context.expect(load).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: `test('counts', async (context) => { await context.expect(load).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one in a test with a callback for done, which may not be async',
      code: `it('counts', (done) => { expect(load).toExecuteQueries(1); done(); });`,
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'one in a block of tests, which may not be async',
      code: `describe('posts', () => { expect(load).toExecuteQueries(1); });`,
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'one in a helper that is not async',
      code: `function check() { expect(load).toExecuteQueries(1); }`,
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'one at the top of a module',
      code: `import { expect } from 'vitest'; expect(load).toExecuteQueries(1);`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: `import { expect } from 'vitest'; await expect(load).toExecuteQueries(1);`,
            },
          ],
        },
      ],
    },
    {
      name: 'one at the top of a script',
      code: `expect(load).toExecuteQueries(1);`,
      languageOptions: { parserOptions: { sourceType: 'script' } },
      errors: [{ messageId: 'matcherNotAwaited', suggestions: [] }],
    },
    {
      name: 'one with an expect under another name, from fixtures of the project',
      code: `import { expect as check } from './fixtures.js'; it('counts', async () => { check(load).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: `import { expect as check } from './fixtures.js'; it('counts', async () => { await check(load).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one with a required expect',
      code: `const { expect } = require('@jest/globals'); it('counts', async () => { expect(load).toExecuteQueries(1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: `const { expect } = require('@jest/globals'); it('counts', async () => { await expect(load).toExecuteQueries(1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one with an expect that a name takes from the context',
      code: `test('counts', async (context) => { const expect = context.expect; expect(load)['toExecuteQueries'](1); });`,
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: `test('counts', async (context) => { const expect = context.expect; await expect(load)['toExecuteQueries'](1); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'one in a sequence',
      code: inTest('(expect(load).toExecuteQueries(1), other());'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            { messageId: 'suggestAwait', output: inTest('(await expect(load).toExecuteQueries(1), other());') },
          ],
        },
      ],
    },
    {
      name: 'the last one of a sequence, under another type',
      code: inTest('other(), (expect(load).toExecuteQueries(1) as unknown);'),
      errors: [
        {
          messageId: 'matcherNotAwaited',
          suggestions: [
            {
              messageId: 'suggestAwait',
              output: inTest('other(), (await expect(load).toExecuteQueries(1) as unknown);'),
            },
          ],
        },
      ],
    },
  ],
});
