import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeBlocksOf, typeCheckBlocks } from './type-check-blocks.js';

const repository = join(__dirname, '../../../..');
const read = (...path: string[]) => readFileSync(join(repository, ...path), 'utf8');
const guide = read('packages/test-utils/README.md');

/** Names in backticks that open the rows of a table. */
function firstCells(section: string): readonly string[] {
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
}

function sectionOf(heading: string): string {
  const [, rest = ''] = guide.split(`\n${heading}\n`);
  return rest.split(/^#/m)[0] ?? '';
}

/** Names of the properties that an interface declares. */
function propertiesOf(file: string, name: string): readonly string[] {
  const [, rest = ''] = read('packages/test-utils/src', file).split(`export interface ${name}`);
  const properties = [...(rest.split('\n}')[0] ?? '').matchAll(/^ {2}readonly (\w+)\??:/gm)];
  if (properties.length < 2) throw new Error(`${file} has no interface ${name} with properties.`);
  return properties.map(([, property = '']) => property);
}

describe('the code of a guide', () => {
  const json = codeBlocksOf(guide).find(({ language }) => language === 'json')?.code ?? '{}';
  const { compilerOptions } = JSON.parse(json) as { compilerOptions: { types: string[] } };

  it.each(['README.md', 'packages/test-utils/README.md'])('holds against the types of both packages: %s', (file) => {
    const blocks = codeBlocksOf(read(file)).filter(({ language }) => ['ts', 'js'].includes(language));
    expect(blocks.length).toBeGreaterThan(3);
    expect(typeCheckBlocks(blocks, compilerOptions.types)).toEqual([]);
  });

  it('is really checked', () => {
    const wrong = {
      language: 'ts',
      line: 10,
      code: 'await expect(() => listPosts({ limit: 2 })).toExecuteQueries("2");',
    };
    expect(typeCheckBlocks([wrong], compilerOptions.types)).toEqual([
      `11: Argument of type 'string' is not assignable to parameter of type 'ExpectedQueries'.`,
    ]);
    expect(typeCheckBlocks([{ ...wrong, code: 'await expect(listPosts).toExecuteQueries(2);' }], [])).toHaveLength(1);
  });
});

it.each([
  ['## One lint run', 'packages/eslint-plugin/src'],
  ['## One captured query', 'packages/test-utils/src'],
])('how-it-works.md names in %s files that exist', (heading, folder) => {
  const [, rest = ''] = read('docs/how-it-works.md').split(`\n${heading}\n`);
  const files = [...(rest.split(/^## /m)[0] ?? '').matchAll(/[a-z]+[\w/-]*\.m?ts\b/g)].map(([file]) => file);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(join(repository, folder, file)))).toEqual([]);
});

it.each([
  'README.md',
  'CONTRIBUTING.md',
  'docs/limits.md',
  'docs/how-it-works.md',
  'packages/test-utils/README.md',
  'packages/eslint-plugin/README.md',
  'examples/occurrences/README.md',
])('%s links to files that exist', (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(repository, dirname(file), link)))).toEqual([]);
});

describe('the guide of test-utils', () => {
  it.each([
    ['## toNotScaleWithPageSize', 'recording/scaling/scaling-options.ts', 'GrowthOptions'],
    ['## toNotScaleWithPageSize', 'recording/scaling/scaling-options.ts', 'ScalingOptions'],
    ['## toNotRepeatQueries', 'matchers/not-repeat-queries.ts', 'RepeatOptions'],
    ['## toBeServedByIndexes', 'matchers/be-served-by-indexes.ts', 'IndexOptions'],
    ['## toAgreeWith', 'recording/agreement/agreement-options.ts', 'AgreementOptions'],
    ['## everyTest', 'guards/every-test/every-test-options.ts', 'EveryTestOptions'],
    ['## captureQueries', 'recording/capture-scope.ts', 'CaptureOptions'],
    ['## profileQueries', 'profiling/profile-queries.ts', 'ProfileOptions'],
  ])('lists in %s all options of %s', (heading, file, name) => {
    expect(firstCells(sectionOf(heading))).toEqual(expect.arrayContaining([...propertiesOf(file, name)]));
  });

  it('names all properties of a query', () => {
    const section = sectionOf('## captureQueries');
    for (const property of propertiesOf('recording/query.ts', 'Query')) expect(section).toContain(`\`${property}\``);
  });

  it('quotes the gates as they speak, and leaves none out', () => {
    const report = join(repository, 'packages/test-utils/src/report');
    const texts = readdirSync(report).map((file) => readFileSync(join(report, file), 'utf8'));
    const quotes = firstCells(sectionOf('### When it throws instead'));
    for (const quote of quotes) expect([quote, texts.some((text) => text.includes(quote))]).toEqual([quote, true]);
    const gates = read('packages/test-utils/src/recording/scaling/missing-evidence.ts').match(/readonly gate: '/g);
    // Four messages are of one gate or of none: no items, no query that a filter names, strictness, late queries.
    expect(quotes).toHaveLength((gates?.length ?? 0) + 4);
  });

  it('has an anchor for every link into itself and from the other guides', () => {
    const anchors = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const others = ['README.md', 'docs/limits.md'].map((file) => read(file));
    const links = [
      ...[...guide.matchAll(/\]\(#([\w-]+)\)/g)],
      ...others.flatMap((text) => [...text.matchAll(/packages\/test-utils\/README\.md#([\w-]+)\)/g)]),
    ].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
  });
});
