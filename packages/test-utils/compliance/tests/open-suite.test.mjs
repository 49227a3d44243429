import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSuite } from '../runner/open-suite.mjs';
import { makeSuite } from './make-suite.mjs';

let checkout;
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'flatquery-suite-'));
});
afterEach(async () => {
  await rm(checkout, { recursive: true, force: true });
});

describe('the suite of node-postgres', () => {
  it('is the unit and integration tests of its package pg, in order', async () => {
    await makeSuite(checkout, {
      'test/integration/deep/b-tests.js': '',
      'test/integration/test-helper.js': '',
      'test/native/c-tests.js': '',
      'test/unit/a-tests.js': '',
    });
    expect(await openSuite(checkout)).toEqual({
      folder: join(checkout, 'packages', 'pg'),
      version: '8.0.0',
      files: ['test/unit/a-tests.js', 'test/integration/deep/b-tests.js'],
    });
  });

  it('must be named', async () => {
    await expect(openSuite(undefined)).rejects.toThrow(
      'compliance needs a checkout of node-postgres. Pass `--suite DIR`.',
    );
  });

  it.each([
    ['a folder that is not there', () => join(checkout, 'missing')],
    ['a folder of something else', () => checkout],
  ])('is not found in %s', async (_what, directory) => {
    await expect(openSuite(directory())).rejects.toThrow(
      `compliance found no tests of pg in ${directory()}: it expects packages/pg with its test folder. ` +
        'Pass the root of a checkout of https://github.com/brianc/node-postgres (packages from npm come without tests).',
    );
  });

  it('can not be run before its dependencies are installed and its packages built', async () => {
    await makeSuite(checkout, { 'lib/index.js': "require('pg-protocol');", 'test/unit/a-tests.js': '' });
    await expect(openSuite(checkout)).rejects.toThrow(
      `compliance can't load the tests of ${checkout}: Error: Cannot find module 'pg-protocol'. ` +
        'The checkout is not prepared: install its dependencies and build its packages in there (`yarn && yarn build`).',
    );
  });
});
