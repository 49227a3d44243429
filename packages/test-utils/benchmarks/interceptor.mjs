// What the interceptor adds to a query of node-postgres, on a real server. Blocks without and with it take turns in one
// process; each figure is the median of the paired differences. CPU time is the steadier of the two: the wall clock also
// sees the server. Run after `npm run build`: node benchmarks/interceptor.mjs [pairs]
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const require = createRequire(import.meta.url);
const pg = require('pg');
const { PgInterceptor } = require('../dist/index.js');
const { runCapture } = require('../dist/recording/run-capture.js');
const { WatchedFile } = require('../dist/guards/every-test/watched-file.js');
const { startPostgres } = require('../dist/postgres/index.js');

const pairs = Number(process.argv[2] ?? 400);

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

/** Answers microseconds per query, after a few that are not measured. */
async function block(target, queries) {
  await send(target, queries / 5);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await send(target, queries);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / queries, wall: (wallMs * 1000) / queries };
}

async function compare(count, without, withIt) {
  const plain = [];
  const differences = [];
  for (let pair = 0; pair < count; pair += 1) {
    // Each comes first in every other pair.
    const early = pair % 2 === 0 ? await without() : await withIt();
    const later = pair % 2 === 0 ? await withIt() : await without();
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

function print(path, name, { plain, cpu, wall }) {
  const signed = (value) => `${value < 0 ? '' : '+'}${value.toFixed(1)}`.padStart(6);
  console.log(
    `${path.padEnd(7)} ${name.padEnd(34)} CPU ${signed(cpu)}  wall ${signed(wall)}  (without ${plain.toFixed(0)} CPU)`,
  );
}

async function measure(path, target) {
  const interceptor = new PgInterceptor();
  // Patching makes V8 optimise pg anew: these blocks are longer, and fewer.
  const applied = async () => {
    interceptor.apply();
    try {
      return await block(target, 500);
    } finally {
      interceptor.dispose();
    }
  };
  print(path, 'applied, no capture open', await compare(pairs / 10, () => block(target, 500), applied));

  interceptor.apply();
  const idle = () => block(target, 50);
  const storage = new AsyncLocalStorage();
  const inStorage = async () => {
    const result = await storage.run({}, idle);
    storage.disable();
    return result;
  };
  const captured = async (callSites) => (await runCapture(idle, { callSites })).result;
  print(path, '(an AsyncLocalStorage alone)', await compare(pairs, idle, inStorage));
  for (const callSites of ['first-two-per-shape', 'every']) {
    print(path, `capture, ${callSites}`, await compare(pairs, idle, () => captured(callSites)));
  }
  const file = new WatchedFile({ maxOutsideRequests: 1000 }, { folder: undefined, updates: false });
  const watched = async () => {
    file.startTest();
    const result = await idle();
    file.endTest(undefined);
    return result;
  };
  print(path, 'a test that everyTest() watches', await compare(pairs, idle, watched));
  interceptor.dispose();
}

/** Megabytes that a capture of so many queries holds. */
async function retained(target, queries) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const outcome = await runCapture(() => send(target, queries), { callSites: 'every' });
  collectGarbage();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  if (outcome.queries.length !== queries) throw new Error(`Captured ${outcome.queries.length} of ${queries} queries.`);
  return megabytes;
}

const database = await startPostgres();
const client = new pg.Client(database.connectionString);
const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
pool.on('error', () => undefined);
try {
  await client.connect();
  console.log(`Node ${process.version}, ${pairs} pairs, µs per query`);
  for (const [path, target] of Object.entries({ client, pool })) {
    await send(target, 3000);
    await measure(path, target);
  }
  console.log(`100,000 captured queries, each with its call site: ${(await retained(client, 100_000)).toFixed(0)} MB`);
} finally {
  await client.end();
  await pool.end();
  await database.stop();
}
