// What the interceptor adds to a query, in CPU time of this process: blocks without and with it take turns, and the figure
// is the median of the paired differences. Run after `npm run build`: node benchmarks/interceptor.mjs [pairs] [queries]
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const require = createRequire(import.meta.url);
const pg = require('pg');
const { PgInterceptor } = require('../dist/index.js');
const { runCapture } = require('../dist/recording/run-capture.js');
const { startPostgres } = require('../dist/postgres/index.js');

const pairs = Number(process.argv[2] ?? 60);
const queriesPerBlock = Number(process.argv[3] ?? 400);
const texts = ['select 1', 'select $1::int as id', 'select n from generate_series(1, 3) as n where n > $1'];

/** Eight asynchronous and ten synchronous calls between the application and the driver: what an ORM has. */
async function throughLayers(depth, call) {
  if (depth > 0) return await throughLayers(depth - 1, call);
  return await throughCalls(10, call);
}

function throughCalls(depth, call) {
  return depth > 0 ? throughCalls(depth - 1, call) : call();
}

async function block(target) {
  for (let i = 0; i < queriesPerBlock; i += 1) {
    const text = texts[i % texts.length];
    await throughLayers(8, () => (text.includes('$1') ? target.query(text, [i]) : target.query(text)));
  }
}

async function measure(run) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / queriesPerBlock, wall: ((performance.now() - start) * 1000) / queriesPerBlock };
}

const modes = {
  'no capture open': (target) => block(target),
  'counting, first two call sites': (target) => runCapture(() => block(target), { callSites: 'first-two-per-shape' }),
  'every call site': (target) => runCapture(() => block(target), { callSites: 'every' }),
};

async function difference(mode, target) {
  const cpu = [];
  const wall = [];
  let base = [];
  const interceptor = new PgInterceptor();
  const withInterceptor = async () => {
    interceptor.apply();
    try {
      return await measure(() => mode(target));
    } finally {
      interceptor.dispose();
    }
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    // The first of two blocks is not always the same one.
    const first = pair % 2 === 0 ? await measure(() => block(target)) : await withInterceptor();
    const second = pair % 2 === 0 ? await withInterceptor() : await measure(() => block(target));
    const [off, on] = pair % 2 === 0 ? [first, second] : [second, first];
    base.push(off.cpu);
    cpu.push(on.cpu - off.cpu);
    wall.push(on.wall - off.wall);
  }
  return { base: median(base), cpu: median(cpu), wall: median(wall) };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const database = await startPostgres();
const client = new pg.Client(database.connectionString);
const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
try {
  await client.connect();
  for (let round = 0; round < 5; round += 1) {
    await block(client);
    await block(pool);
  }
  console.log(
    `node ${process.version}, ${pairs} pairs of ${queriesPerBlock} queries; µs per query, median of differences`,
  );
  for (const [path, target] of [
    ['client', client],
    ['pool', pool],
  ]) {
    for (const [name, mode] of Object.entries(modes)) {
      const { base, cpu, wall } = await difference(mode, target);
      console.log(
        `${path.padEnd(6)}  ${name.padEnd(32)} CPU +${cpu.toFixed(2)}  wall +${wall.toFixed(2)}  (pg alone: ${base.toFixed(0)} CPU)`,
      );
    }
  }
} finally {
  await client.end();
  await pool.end();
  await database.stop();
}
