import rule from '../../src/rules/no-query-in-loop.js';
import { PG_READ } from './advice.js';
import { createRuleTester } from './rule-tester.js';

const HEAD = `
import type { Pool } from 'pg';
async function tell(pool: Pool, id: number) {
  const { rows } = await pool.query('SELECT email FROM member WHERE post_id = $1', [id]);
  return rows;
}
async function archive(pool: Pool, id: number) {
  await pool.query('UPDATE post SET archived = true WHERE id = $1', [id]);
  await tell(pool, id);
}
`;

const FIND = `
import type { Pool } from 'pg';
async function find(pool: Pool, id: number) {
  const { rows } = await pool.query('SELECT * FROM post WHERE id = $1', [id]);
  return rows[0];
}
`;

const ARCHIVE_ALL = `${HEAD}
export async function archiveAll(pool: Pool, ids: number[]) {
  for (const id of ids) await archive(pool, id);
}
`;

const BY_NAME = `
import { pool } from './pool.js';
async function tell(id: number) {
  return pool.query('SELECT email FROM member WHERE post_id = $1', [id]);
}
async function archive(id: number) {
  await pool.query('UPDATE post SET archived = true WHERE id = $1', [id]);
  await tell(id);
}
export const archiveAll = (ids: number[]) => Promise.all(ids.map(archive));
`;

// Calls that are there to write, and read on the way.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    { name: 'a function that writes, and one behind it that reads', code: ARCHIVE_ALL },
    { name: 'the same where only what is certain is asked for', code: ARCHIVE_ALL, options: [{ report: 'certain' }] },
    { name: 'a function that writes and is handed over by name', code: BY_NAME },
    {
      name: 'a check before the write',
      code: `
import type { Pool } from 'pg';
async function isPinned(pool: Pool, id: number) {
  const { rows } = await pool.query('SELECT 1 FROM pinned WHERE post_id = $1', [id]);
  return rows.length > 0;
}
async function archive(pool: Pool, id: number) {
  if (await isPinned(pool, id)) throw new Error('pinned');
  await pool.query('UPDATE post SET archived = true WHERE id = $1', [id]);
}
export async function archiveAll(pool: Pool, ids: number[]) {
  for (const id of ids) await archive(pool, id);
}
`,
    },
  ],
  invalid: [
    {
      name: 'the read behind a write, where all is asked for',
      code: ARCHIVE_ALL,
      options: [{ report: 'potential' }],
      errors: [
        {
          messageId: 'queryPerCommand',
          line: 13,
          data: {
            call: 'archive',
            iterable: '`ids`',
            loop: 'for…of',
            line: 13,
            chain: 'archive → tell → Pool.query (case.ts:4)',
            advice: PG_READ,
          },
        },
      ],
    },
    {
      name: 'a function by name that writes, where all is asked for',
      code: BY_NAME,
      options: [{ report: 'potential' }],
      errors: [{ messageId: 'queryPerCommand', line: 10 }],
    },
    {
      name: 'a read beside the write',
      code: `
import type { Pool } from 'pg';
async function archive(pool: Pool, id: number) {
  const { rows } = await pool.query('SELECT 1 FROM pinned WHERE post_id = $1', [id]);
  if (rows.length === 0) await pool.query('UPDATE post SET archived = true WHERE id = $1', [id]);
}
export async function archiveAll(pool: Pool, ids: number[]) {
  for (const id of ids) await archive(pool, id);
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 8 }],
    },
    {
      name: 'a row that is read, changed and written',
      code: `${FIND}async function publish(pool: Pool, id: number) {
  const post = await find(pool, id);
  if (!post) return;
  await pool.query('UPDATE post SET title = $1 WHERE id = $2', [post.title, id]);
}
export async function publishAll(pool: Pool, ids: number[]) {
  for (const id of ids) await publish(pool, id);
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 13 }],
    },
    {
      name: 'a row that is found, or made where it is not',
      code: `${FIND}async function findOrCreate(pool: Pool, id: number) {
  const post = await find(pool, id);
  if (post) return post;
  await pool.query('INSERT INTO post (id) VALUES ($1)', [id]);
  return { id };
}
export async function all(pool: Pool, ids: number[]) {
  const posts = [];
  for (const id of ids) posts.push(await findOrCreate(pool, id));
  return posts;
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 15 }],
    },
    {
      name: 'a row that is given back, and noted as seen',
      code: `${FIND}async function show(pool: Pool, id: number) {
  await pool.query('UPDATE post SET seen = now() WHERE id = $1', [id]);
  return find(pool, id);
}
export async function showAll(pool: Pool, ids: number[]) {
  const posts = [];
  for (const id of ids) posts.push(await show(pool, id));
  return posts;
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 13 }],
    },
    {
      name: 'a write on another branch only',
      code: `${FIND}async function showOrArchive(pool: Pool, id: number, isOld: boolean) {
  if (isOld) {
    await pool.query('UPDATE post SET archived = true WHERE id = $1', [id]);
    return undefined;
  }
  const post = await find(pool, id);
  return post;
}
export async function showAll(pool: Pool, ids: number[], isOld: boolean) {
  const posts = [];
  for (const id of ids) posts.push(await showOrArchive(pool, id, isOld));
  return posts;
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 17 }],
    },
    {
      name: 'a write behind the read, as an entry in a log',
      code: `
import type { Pool } from 'pg';
async function log(pool: Pool, id: number) {
  await pool.query('INSERT INTO seen (post_id) VALUES ($1)', [id]);
}
async function show(pool: Pool, id: number) {
  await log(pool, id);
  const { rows } = await pool.query('SELECT * FROM post WHERE id = $1', [id]);
  return rows;
}
export async function showAll(pool: Pool, ids: number[]) {
  const shown = [];
  for (const id of ids) shown.push(await show(pool, id));
  return shown;
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 13 }],
    },
    {
      name: 'a function that reads by itself, and commands in its own loop',
      code: `${HEAD}
async function archiveThread(pool: Pool, thread: { id: number; posts: number[] }) {
  await pool.query('SELECT * FROM thread WHERE id = $1', [thread.id]);
  for (const id of thread.posts) await archive(pool, id);
}
export async function archiveThreads(pool: Pool, threads: { id: number; posts: number[] }[]) {
  for (const thread of threads) await archiveThread(pool, thread);
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 17 }],
    },
  ],
});
