// Starts a database, sends its connection string, and then goes on as its argument says.
import { setInterval } from 'node:timers';
import { parentPort } from 'node:worker_threads';
import { startPostgres } from '@flatquery/test-utils/postgres';

const database = await startPostgres();
const what = process.argv[2];
process.send?.(database.connectionString);
parentPort?.postMessage(database.connectionString);
if (what === 'until told') process.once('message', () => undefined);
if (what === 'forever') setInterval(() => undefined, 60_000);
