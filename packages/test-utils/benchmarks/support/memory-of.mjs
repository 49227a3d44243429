import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const { runCapture } = createRequire(import.meta.url)('../../dist/recording/run-capture.js');

/** Prints how many megabytes a capture of so many queries holds. */
export async function memoryOf(send, queries) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const outcome = await runCapture(() => send(queries), { callSites: 'every' });
  collectGarbage();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  if (outcome.queries.length !== queries) throw new Error(`Captured ${outcome.queries.length} of ${queries} queries.`);
  console.log(`\n${queries} captured queries, each with its call site: ${megabytes.toFixed(0)} MB`);
}
