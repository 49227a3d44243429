import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runNode } from '../runner/run-node.mjs';
import { makeSuite } from './make-suite.mjs';

const pg = createRequire(import.meta.url).resolve('pg');
const run = join(import.meta.dirname, '..', 'run.mjs');

let checkout;
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'flatquery-suite-'));
});
afterEach(async () => {
  await rm(checkout, { recursive: true, force: true });
});

const queries = `
  const { Client } = require('../../lib');
  const client = new Client();
  client.connect((error) => {
    if (error) throw error;
    client.query('select 1', () => {
      console.log('✔');
      client.query('select 2').then(() => client.end());
    });
  });`;
/** What a hook could be seen by: the interceptor shows as little as it can, and passes this on. */
const descriptors = `
  const { Client } = require('../../lib');
  if (Client.prototype.query.name !== 'query' || Client.prototype.query.length !== 3) process.exit(1);`;
const throwing = "require('../../lib'); throw new TypeError('thrown while it loads');";

describe('npm run compliance', () => {
  it('runs the files on a server without the interceptor, with it, and inside of a capture', async () => {
    await makeSuite(checkout, {
      'lib/index.js': `module.exports = require(${JSON.stringify(pg)});`,
      'test/unit/descriptors-tests.js': descriptors,
      'test/unit/throwing-tests.js': throwing,
      'test/integration/queries-tests.js': queries,
    });
    const { code, output } = await runNode([run, '--suite', checkout], { cwd: checkout });
    const [head, ...lines] = output.trim().split('\n');
    expect(head).toMatch(/^pg 8\.0\.0, Node\.js v\d+\.\S+, .*PostgreSQL/);
    expect(lines).toEqual([
      'without   2 of 3 files pass, 1 tests',
      'applied   2 of 3 files pass, 1 tests; applied in 3 processes, pg seen in 1',
      'captured  2 of 3 files pass, 1 tests; applied in 3 processes, pg seen in 1, 2 queries counted',
      'Fail without the interceptor, too:',
      '  test/unit/throwing-tests.js',
      '',
      'All 3 files end with the interceptor as they do without it.',
    ]);
    expect(code).toBe(0);
  });

  it('says how it is used where it can not start', async () => {
    const { code, output } = await runNode([run], { cwd: checkout });
    expect(output.trim().split('\n')).toEqual([
      'compliance needs a checkout of node-postgres. Pass `--suite DIR`.',
      'Usage: npm run compliance -- --suite DIR [part of a file name…]',
    ]);
    expect(code).toBe(2);
  });

  it('says so where no test file has the name', async () => {
    await makeSuite(checkout, { 'test/unit/a-tests.js': '' });
    const { code, output } = await runNode([run, '--suite', checkout, 'other'], { cwd: checkout });
    expect(output).toContain('compliance found no test file whose name holds other.');
    expect(code).toBe(2);
  });
});
