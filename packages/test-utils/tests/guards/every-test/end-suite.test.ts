import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Baseline } from '../../../src/guards/every-test/baseline.js';
import { endSuite } from '../../../src/guards/every-test/end-suite.js';
import { BaselineError } from '../../../src/guards/every-test/repeated-queries-error.js';
import { makeSuiteFolder, writeRecord, type SuiteRecord } from '../../../src/guards/every-test/suite-record.js';
import { errorOf } from '../../support/plain-context.js';

const record: SuiteRecord = {
  ...{ watched: 2, withQueries: 1, concurrent: 0, baseline: undefined, repeats: [], lists: [], scaled: [] },
};
const whole = { isWhole: true, passed: true, updates: false };

let folder: string;
let scratch: string;

beforeEach(() => {
  folder = makeSuiteFolder();
  scratch = mkdtempSync(join(tmpdir(), 'flatquery-end-suite-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(scratch, { recursive: true });
});

it('adds up the files of a run, and leaves nothing behind', () => {
  writeRecord(folder, record);
  writeRecord(folder, { ...record, concurrent: 1 });
  expect(endSuite(folder, whole)).toMatchInlineSnapshot(`
    "everyTest() watched 4 tests, of which 2 sent queries.

    Not watched: 1 concurrent test. Whose a query is can't be told there; use toNotRepeatQueries() in it."
  `);
  expect(existsSync(folder)).toBe(false);
  expect(endSuite(folder, whole)).toBeUndefined();
});

it('says nothing where no test is watched', () => {
  expect(endSuite(folder, whole)).toBeUndefined();
});

it('says so where no test sent a query', () => {
  writeRecord(folder, { ...record, withQueries: 0 });
  expect(endSuite(folder, whole)).toMatchInlineSnapshot(`
    "everyTest() watched 2 tests, of which 0 sent queries.

    Nothing could be found in them: the code under test runs in another process, or its driver does not go through \`pg\`."
  `);
});

it('names a list that one file requested and no other one scaled, with its longest answer', () => {
  const list = { endpoint: 'GET /posts', rows: 2, shape: 'select * from post' };
  writeRecord(folder, { ...record, lists: [list, { ...list, endpoint: 'GET /tags' }] });
  writeRecord(folder, { ...record, lists: [{ ...list, rows: 5 }], scaled: ['GET /tags'] });
  expect(endSuite(folder, whole)).toMatchInlineSnapshot(`
    "everyTest() watched 4 tests, of which 2 sent queries.

    1 list endpoint was requested, and by no scaling check:

      GET /posts
        5 rows of select * from post

    Request it in toNotScaleWithPageSize() or toNotScaleWith(), or say why not: allow: [{ endpoint: 'GET /posts', reason: '…' }]."
  `);
});

it.each([
  { ...whole, isWhole: false },
  { ...whole, passed: false },
])('names no list and no stale finding after %j', (run) => {
  const baseline = join(scratch, 'baseline.json');
  writeFileSync(baseline, JSON.stringify({ version: 1, repeats: [{ shape: 'select 1' }] }));
  writeRecord(folder, {
    ...{ ...record, baseline, lists: [{ endpoint: 'GET /posts', rows: 2, shape: 'select * from post' }] },
  });
  expect(endSuite(folder, run)).toBe('everyTest() watched 2 tests, of which 1 sent queries.');
});

it('keeps the findings of a baseline that another project has', () => {
  const paths = ['one.json', 'other.json'].map((name) => join(scratch, name));
  for (const baseline of paths) {
    writeRecord(folder, { ...record, baseline, repeats: [{ shape: `select '${baseline}'`, file: 'a.ts' }] });
  }
  endSuite(folder, { ...whole, updates: true });
  expect(paths.map((path) => Baseline.read(path).repeats.map(({ shape }) => shape))).toEqual(
    paths.map((path) => [`select '${path}'`]),
  );
});

it.each([
  ['<<<<<<< HEAD', /^everyTest\(\) can't read the baseline .*baseline\.json: .*\. Mend it \(an unfinished merge\?\)/],
  [
    '{ "version": 2, "repeats": [] }',
    /^everyTest\(\) can't use the baseline .*baseline\.json: it is no \{ "version": 1,/,
  ],
  ['{ "version": 1, "repeats": [{ "file": "a.ts" }] }', /^everyTest\(\) can't use the baseline/],
  ['{ "version": 1, "repeats": [{ "shape": "select 1", "file": 1 }] }', /^everyTest\(\) can't use the baseline/],
])('refuses a baseline that holds %s', (content, message) => {
  const path = join(scratch, 'baseline.json');
  writeFileSync(path, content);
  const error = errorOf(() => Baseline.read(path));
  expect(error).toBeInstanceOf(BaselineError);
  expect(error.message).toMatch(message);
});
