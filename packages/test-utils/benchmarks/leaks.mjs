// What stays in memory: after many rounds of apply, capture and dispose in one process, and after many test files of Jest in
// one process, with and without the set-up file. Run after `npm run build`: node --expose-gc benchmarks/leaks.mjs [files]
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heapOfJest } from './support/jest-heap.mjs';

const require = createRequire(import.meta.url);
const pg = require('pg');
const { captureQueries, PgInterceptor } = require('../dist/index.js');
const { startPostgres } = require('../dist/postgres/index.js');

const files = Number(process.argv[2] ?? 200);
const rounds = 12_000;
const points = 24;

/** Bytes of heap in use, at so many points. */
async function heapOfRounds(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 1 });
  const heap = [];
  for (let round = 0; round < rounds; round += 1) {
    const interceptor = new PgInterceptor().apply();
    await captureQueries(() => Promise.all([pool.query('select 1'), pool.query('select $1::int', [round])]));
    interceptor.dispose();
    if (round % (rounds / points) === 0) {
      globalThis.gc();
      heap.push(process.memoryUsage().heapUsed);
    }
  }
  await pool.end();
  return heap;
}

/**
 * Bytes by which each point lies above the one before, by the straight line that fits best. Of the second half: before that
 * code is compiled and caches fill.
 */
function slope(heap) {
  const late = heap.slice(heap.length / 2);
  const middle = (late.length - 1) / 2;
  const mean = late.reduce((sum, bytes) => sum + bytes, 0) / late.length;
  const covariance = late.reduce((sum, bytes, index) => sum + (index - middle) * (bytes - mean), 0);
  return covariance / late.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const kilobytes = (bytes) => (bytes / 1e3).toFixed(1);

const database = await startPostgres();
const scratch = await mkdtemp(join(tmpdir(), 'flatquery-heap-'));
try {
  console.log(`Node ${process.version}`);
  const ofRounds = await heapOfRounds(database.connectionString);
  const perRound = slope(ofRounds) / (rounds / points);
  console.log(
    `${rounds} rounds: ${megabytes(ofRounds[0])} MB, ${megabytes(ofRounds.at(-1))} MB; ${perRound.toFixed(0)} B each`,
  );
  for (const withSetUp of [false, true]) {
    const { connectionString } = database;
    const heap = await heapOfJest(join(scratch, String(withSetUp)), { files, withSetUp, connectionString });
    console.log(
      `${files} Jest files ${withSetUp ? 'with' : 'without'} the set-up file: ${megabytes(heap[0])} MB after the first, ` +
        `${megabytes(heap.at(-1))} MB after the last; ${kilobytes(slope(heap))} kB each`,
    );
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
  await database.stop();
}
