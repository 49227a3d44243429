import { expect, describe, it } from 'vitest';
import { captureQueries, queryLogSerializer, startCapture } from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';

const database = useDatabase();

expect.addSnapshotSerializer(queryLogSerializer);

async function listPosts(): Promise<void> {
  const client = await database.client();
  await client.query('begin');
  await client.query('select 1 as "Post" limit 10');
  for (let id = 0; id < 10; id += 1) {
    await client.query('select $1::int as id', [id]);
    await client.query(`select ${id}::text /* ${id} */`);
  }
  await client.query('commit');
}

describe('a snapshot of a capture', () => {
  it('holds each shape with its count, and nothing that differs from run to run', async () => {
    expect(await captureQueries(listPosts)).toMatchInlineSnapshot(`
      1× select $1 as "Post" limit $2
      10× select $1::int as id
      10× select $1::text
    `);
  });

  it('keeps the indentation of what it is part of', async () => {
    expect([{ capture: await captureQueries(listPosts) }]).toMatchInlineSnapshot(`
      [
        {
          "capture": 1× select $1 as "Post" limit $2
            10× select $1::int as id
            10× select $1::text,
        },
      ]
    `);
  });

  it('of a window is the same', async () => {
    const window = startCapture();
    await listPosts();
    window.stop();
    expect(window).toMatchInlineSnapshot(`
      1× select $1 as "Post" limit $2
      10× select $1::int as id
      10× select $1::text
    `);
  });

  it('says that there was no query', async () => {
    expect(await captureQueries(() => 1)).toMatchInlineSnapshot('no queries');
  });
});

it.each([[null], [undefined], ['queries'], [{ queries: [] }], [new Map()], [[]]])('%j is no capture', (value) => {
  expect(queryLogSerializer.test(value)).toBe(false);
});
