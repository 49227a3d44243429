// What the interceptor adds to a query of node-postgres, on a real server. Blocks without and with it take turns in one
// process; each figure is the median of the paired differences. CPU time is the steadier of the two: the wall clock also
// sees the server. Run after `npm run build`:
// node benchmarks/interceptor.mjs [--pairs 400] [--only client,pool,typeorm,memory] [--rival DIR]…
import { parseArgs } from 'node:util';
import { memoryOf } from './support/memory-of.mjs';
import { compare, timed } from './support/paired.mjs';
import { openPaths } from './support/paths.mjs';
import { openRival } from './support/rivals.mjs';
import { variants } from './support/variants.mjs';
import { createRequire } from 'node:module';

const { startPostgres } = createRequire(import.meta.url)('../dist/postgres/index.js');

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '400' },
    only: { type: 'string', default: 'client,pool,typeorm,memory' },
    rival: { type: 'string', multiple: true, default: [] },
  },
});
const pairs = Number(values.pairs);

function print(path, name, { cpu, wall }, goal) {
  const signed = (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
  const { low, middle, high } = cpu;
  const cells = [
    path,
    name,
    cpu.plain.toFixed(0),
    signed(middle),
    `${signed(low)} … ${signed(high)}`,
    signed(wall.middle),
    goal ?? '–',
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

const alone = (run) => run();

async function measure(path, send, { name, goal, block, share = 1, start, around, without = alone }) {
  const stop = await start();
  const time = () => timed(send, block);
  print(
    path,
    name,
    await compare(
      Math.ceil(pairs * share),
      () => without(time),
      () => around(time),
    ),
    goal,
  );
  await stop();
}

const database = await startPostgres();
const rivals = await Promise.all(values.rival.map(openRival));
const { paths, close } = await openPaths(database.connectionString);
try {
  console.log(`Node ${process.version}, ${database.description}, ${pairs} pairs, µs per query\n`);
  console.log(
    '| path | what is on | CPU without | CPU added | its middle half | wall added | goal |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |',
  );
  for (const [path, send] of Object.entries(paths).filter(([name]) => values.only.split(',').includes(name))) {
    await send(3000);
    for (const variant of [...variants, ...rivals]) await measure(path, send, variant);
  }
  if (rivals.length === 0) await memoryOf(paths.client, 100_000);
} finally {
  await close();
  await database.stop();
}
