// What the interceptor adds to a query of node-postgres, on a real server. Blocks without and with it take turns in one
// process; each figure is the median of the paired differences. CPU time is the steadier of the two: the wall clock also
// sees the server. Run after `npm run build`: node benchmarks/interceptor.mjs [pairs] [queries per block]
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const require = createRequire(import.meta.url);
const pg = require('pg');
const { PgInterceptor } = require('../dist/index.js');
const { runCapture } = require('../dist/recording/run-capture.js');
const { startPostgres } = require('../dist/postgres/index.js');

const pairs = Number(process.argv[2] ?? 60);
const queriesPerBlock = Number(process.argv[3] ?? 400);
const warmUpQueries = 100;

/** Eight asynchronous and ten synchronous calls between the application and the driver: what an ORM has. */
async function throughLayers(depth, call) {
  return depth > 0 ? await throughLayers(depth - 1, call) : await throughCalls(10, call);
}

function throughCalls(depth, call) {
  return depth > 0 ? throughCalls(depth - 1, call) : call();
}

async function send(target, queries) {
  for (let i = 0; i < queries; i += 1) {
    await throughLayers(8, () => (i % 2 === 0 ? target.query('select 1') : target.query('select $1::int as id', [i])));
  }
}

async function block(target) {
  await send(target, warmUpQueries);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await send(target, queriesPerBlock);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / queriesPerBlock, wall: (wallMs * 1000) / queriesPerBlock };
}

async function captured(target, callSites) {
  const outcome = await runCapture(() => block(target), { callSites });
  return outcome.result;
}

const modes = {
  'no capture open': block,
  'counting, first two call sites': (target) => captured(target, 'first-two-per-shape'),
  'every call site': (target) => captured(target, 'every'),
};

async function intercepted(mode, target) {
  const interceptor = new PgInterceptor().apply();
  try {
    return await mode(target);
  } finally {
    interceptor.dispose();
  }
}

async function compare(mode, target) {
  const plain = [];
  const differences = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each comes first in every other pair.
    const early = pair % 2 === 0 ? await block(target) : await intercepted(mode, target);
    const later = pair % 2 === 0 ? await intercepted(mode, target) : await block(target);
    const [off, on] = pair % 2 === 0 ? [early, later] : [later, early];
    plain.push(off.cpu);
    differences.push({ cpu: on.cpu - off.cpu, wall: on.wall - off.wall });
  }
  return {
    plain: median(plain),
    cpu: median(differences.map(({ cpu }) => cpu)),
    wall: median(differences.map(({ wall }) => wall)),
  };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function signed(microseconds) {
  return `${microseconds < 0 ? '' : '+'}${microseconds.toFixed(1)}`.padStart(6);
}

/** Megabytes that a capture of so many queries holds. */
async function retained(client, queries) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const outcome = await runCapture(() => send(client, queries), { callSites: 'every' });
  collectGarbage();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  if (outcome.queries.length !== queries)
    throw new Error(`${outcome.queries.length} of ${queries} queries were captured.`);
  return megabytes;
}

const database = await startPostgres();
const client = new pg.Client(database.connectionString);
const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
pool.on('error', () => undefined);
try {
  await client.connect();
  for (let round = 0; round < 5; round += 1) {
    await block(client);
    await block(pool);
  }
  console.log(`Node ${process.version}, ${pairs} pairs of ${queriesPerBlock} queries, µs per query`);
  for (const [path, target] of Object.entries({ client, pool })) {
    for (const [name, mode] of Object.entries(modes)) {
      const { plain, cpu, wall } = await compare(mode, target);
      const figures = `CPU ${signed(cpu)}   wall ${signed(wall)}   (pg alone ${plain.toFixed(0)} CPU)`;
      console.log(`${path.padEnd(7)} ${name.padEnd(32)} ${figures}`);
    }
  }
  console.log(`100,000 captured queries, each with its call site: ${(await retained(client, 100_000)).toFixed(0)} MB`);
} finally {
  await client.end();
  await pool.end();
  await database.stop();
}
