import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const run = promisify(execFile);
const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');
const setUp = require.resolve('../../dist/jest.js');

/** Has Jest's own figure, which it takes after a garbage collection, written with all its digits. */
const reporter = `
const { writeFileSync } = require('node:fs');
module.exports = class {
  #heap = [];
  onTestResult(_test, { memoryUsage }) {
    this.#heap.push(memoryUsage);
  }
  onRunComplete() {
    writeFileSync(process.env.HEAP_REPORT, JSON.stringify(this.#heap));
  }
};`;

const testFile = (index) => `
const { Pool } = require(${JSON.stringify(require.resolve('pg'))});
const pool = new Pool({ connectionString: process.env.HEAP_DATABASE_URL });
afterAll(() => pool.end());
test('file ${index}', async () => {
  const list = async () => (await pool.query('select ${index} as n')).rows;
  if (expect(list).toExecuteQueries === undefined) await expect(list()).resolves.toEqual([{ n: ${index} }]);
  else await expect(list).toExecuteQueries(1);
});`;

/**
 * Runs test files that query a database, all in one process, and answers the bytes of heap in use after each.
 *
 * @param {string} folder Does not exist yet.
 * @param {{ files: number, withSetUp: boolean, connectionString: string }} options
 * @returns {Promise<number[]>}
 */
export async function heapOfJest(folder, { files, withSetUp, connectionString }) {
  await mkdir(folder, { recursive: true });
  const report = join(folder, 'heap.json');
  const config = { rootDir: folder, reporters: ['<rootDir>/reporter.cjs'], transform: {} };
  if (withSetUp) config.setupFilesAfterEnv = [setUp];
  await writeFile(join(folder, 'reporter.cjs'), reporter);
  await writeFile(join(folder, 'jest.config.json'), JSON.stringify(config));
  for (let index = 0; index < files; index += 1) await writeFile(join(folder, `${index}.test.js`), testFile(index));
  const env = { ...process.env, HEAP_REPORT: report, HEAP_DATABASE_URL: connectionString };
  await run(process.execPath, ['--expose-gc', jest, '--runInBand', '--logHeapUsage'], { cwd: folder, env });
  return JSON.parse(await readFile(report, 'utf8'));
}
