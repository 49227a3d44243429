import { DataSource, EntitySchema, type FindManyOptions } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { messageOf, plainContext } from '../support/plain-context.js';

interface Child {
  id: number;
}

interface Post {
  id: number;
  images: Child[];
  tags: Child[];
}

const child = (name: string) =>
  new EntitySchema<Child & { post: Post }>({
    name,
    columns: { id: { type: Number, primary: true } },
    relations: { post: { type: 'many-to-one', target: 'post', joinColumn: { name: 'post_id' } } },
  });

const posts = new EntitySchema<Post>({
  name: 'post',
  columns: { id: { type: Number, primary: true } },
  relations: {
    images: { type: 'one-to-many', target: 'image', inverseSide: 'post' },
    tags: { type: 'one-to-many', target: 'tag', inverseSide: 'post' },
  },
});

let postgres: StartedPostgres;
let db: DataSource;

beforeAll(async () => {
  postgres = await startPostgres();
  const poolErrorHandler = (): void => undefined;
  const connection = { type: 'postgres', url: postgres.connectionString, poolErrorHandler } as const;
  db = await new DataSource({ ...connection, entities: [posts, child('image'), child('tag')] }).initialize();
  await db.synchronize();
  await db.query('insert into post select generate_series(1, 25)');
  for (const table of ['image', 'tag']) {
    await db.query(`insert into ${table} (id, post_id) select post * 100 + n, post
      from generate_series(1, 25) post, generate_series(1, 50) n`);
  }
});

afterAll(async () => {
  await db.destroy();
  await postgres.stop();
});

const load = (options: FindManyOptions<Post>) => () => db.getRepository(posts).find(options);
const both = { relations: { images: true, tags: true } };
const joined = load({ ...both, relationLoadStrategy: 'join' });
const flat = load({ ...both, relationLoadStrategy: 'query' });

const multiplying = (action: () => unknown, options?: unknown) =>
  matchers.toNotMultiplyRows.call(plainContext(), action, options);

describe('toNotMultiplyRows, with 25 posts of 50 images and 50 tags in TypeORM', () => {
  it('fails for the join of both collections, which every count passes', async () => {
    expect((await matchers.toExecuteQueries.call(plainContext(), joined, 1)).pass).toBe(true);
    const message = await messageOf(multiplying(joined));
    expect(message.replaceAll(/\(.*?:\d+:\d+\)/g, '(…)')).toMatchInlineSnapshot(`
      "expect(action).toNotMultiplyRows()

      Expected rows of a join: at most 1250, which is what the result holds
      Received rows of a join: 62500, 2500 per item

        1×  select … from post post left join image post__post_images on … = post.id left join tag post__post_tags on post__post_tags.post_id = post.id  (62500 rows)
            in messageOf (…)

      62500 rows are the product of \`images\` and \`tags\`.

      Load one collection with the items and each other one by a query of its own, or have the database gather it by \`json_agg\`. ORMs have an option for it, such as \`relationLoadStrategy: 'query'\` in TypeORM and \`separate: true\` in Sequelize."
    `);
  });

  it('passes for its flat twin', async () => {
    expect((await multiplying(flat)).pass).toBe(true);
  });

  it('passes for a join of one collection, and one of the other', async () => {
    const oneByOne = async () => {
      const withImages = await load({ relations: { images: true } })();
      const withTags = await load({ relations: { tags: true } })();
      return withImages.map((post, index) => ({ ...post, tags: withTags[index]?.tags }));
    };
    expect((await multiplying(oneByOne)).pass).toBe(true);
  });

  it('throws where the result shows neither', async () => {
    const counting = async () => (await joined()).map(({ id }) => ({ id }));
    await expect(multiplying(counting)).rejects.toThrow("can't tell whether rows were multiplied");
    expect((await multiplying(counting, { held: (result: unknown[]) => result.length * 100 })).pass).toBe(false);
  });
});
