import { createRequire } from 'node:module';
import { MemorySocket } from './memory-socket.mjs';

const require = createRequire(import.meta.url);
const pg = require('pg');
const { DataSource, EntitySchema } = require('typeorm');

/** Eight asynchronous and ten synchronous calls between the application and the driver: what an ORM has. */
async function throughLayers(depth, call) {
  return depth > 0 ? await throughLayers(depth - 1, call) : await throughCalls(10, call);
}

function throughCalls(depth, call) {
  return depth > 0 ? throughCalls(depth - 1, call) : call();
}

const sendBy = (target) => async (queries) => {
  for (let i = 0; i < queries; i += 1) {
    await throughLayers(8, () =>
      i % 2 === 0 ? target.query('select 1 as id') : target.query('select $1::int as id', [i]),
    );
  }
};

const author = new EntitySchema({
  name: 'author',
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: 'text' } },
});

/**
 * Answers ways to send so many queries one after the other: by a client, by a pool, by TypeORM's `find`, and by a client whose
 * server is a stand-in in the same process, which leaves nothing but the driver to be measured.
 *
 * @param {string} connectionString
 * @returns {Promise<{ paths: Record<string, (queries: number) => Promise<void>>, close: () => Promise<void> }>}
 */
export async function openPaths(connectionString) {
  const client = new pg.Client(connectionString);
  const pool = new pg.Pool({ connectionString, max: 1 });
  pool.on('error', () => undefined);
  const source = new DataSource({
    type: 'postgres',
    url: connectionString,
    entities: [author],
    synchronize: true,
    poolErrorHandler: () => undefined,
    extra: { max: 1 },
  });
  const inMemory = new pg.Client({ stream: () => new MemorySocket() });
  await Promise.all([client.connect(), inMemory.connect(), source.initialize()]);
  const authors = source.getRepository('author');
  await authors.save({ name: 'first' });
  const find = async (queries) => {
    for (let i = 0; i < queries; i += 1) await authors.find({ where: { id: i } });
  };
  return {
    paths: { client: sendBy(client), pool: sendBy(pool), typeorm: find, memory: sendBy(inMemory) },
    close: async () => {
      await Promise.all([client.end(), inMemory.end(), pool.end(), source.destroy()]);
    },
  };
}
