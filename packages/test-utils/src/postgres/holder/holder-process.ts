import { createContainer } from './container.js';
import type { SourceUnavailable } from '../database-source.js';
import type { Held, HoldAnswer, HoldRequest } from './messages.js';
import { createOwnDatabase } from './own-database.js';
import { createOwnServer } from './own-server.js';

/*
 * The process that owns one database. It removes the database and ends when its channel closes: the asking process
 * released the database, or is gone.
 */

const asked = new Promise<HoldRequest>((resolve) => process.once('message', resolve));
const abandoned = new AbortController();
process.once('disconnect', () => {
  abandoned.abort();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    abandoned.abort();
  });
}
// The reader of our last words may be gone.
process.stderr.on('error', () => undefined);

function create(request: HoldRequest): Promise<Held | SourceUnavailable> {
  if (request.kind === 'url') return createOwnDatabase(request, abandoned.signal);
  return request.kind === 'container' ? createContainer(request) : createOwnServer(request, abandoned.signal);
}

function answer(message: HoldAnswer): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) resolve();
    else
      process.send?.(message, undefined, {}, () => {
        resolve();
      });
  });
}

async function hold(): Promise<void> {
  const request = await Promise.race([asked, aborted()]);
  if (request === undefined) return;
  const held = await create(request);
  if ('unavailable' in held) return answer(held);
  await answer({ connectionString: held.connectionString });
  await Promise.race([aborted(), held.lost]);
  await held.release();
}

function aborted(): Promise<undefined> {
  return new Promise((resolve) => {
    if (abandoned.signal.aborted) resolve(undefined);
    abandoned.signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
}

hold()
  .catch(async (error: unknown) => {
    process.exitCode = 1;
    const failure = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${failure}\n`);
    await answer({ failure });
  })
  .finally(() => {
    if (process.connected) process.disconnect();
  });
