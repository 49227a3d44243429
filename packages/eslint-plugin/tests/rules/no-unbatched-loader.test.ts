import rule from '../../src/rules/no-unbatched-loader.js';
import loopRule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';

const HEAD = `
import DataLoader from 'dataloader';
import { In, Repository } from 'typeorm';
class Author { id!: number }
declare const authors: Repository<Author>;
`;

const PER_KEY = `${HEAD}
export const loader = new DataLoader(async (ids: readonly number[]) => {
  return Promise.all(ids.map((id) => authors.findOneBy({ id })));
});
`;

const BOUND = `${HEAD}
export class AuthorLoader {
  readonly byId = new DataLoader(this.batch.bind(this));
  private async batch(ids: readonly number[]) {
    const found = [];
    for (const id of ids) found.push(await authors.findOneBy({ id }));
    return found;
  }
}
`;

const ONE_KEY = `${HEAD}
const byIds = async (ids: number[]) => authors.findBy({ id: In(ids) });
export async function load(posts: { authorId: number }[]) {
  for (const post of posts) await byIds([post.authorId]);
}
`;

const ADVICE = 'Ask once for all keys (`In(keys)`) and give back the rows in the order of the keys.';

createRuleTester().run('no-unbatched-loader', rule as never, {
  valid: [
    {
      name: "a class of the project's own that is no loader, and extends another one",
      code: `${HEAD}
class Runner { constructor(readonly run: (ids: number[]) => unknown) {} }
class TimedRunner extends Runner {}
export const runner = new TimedRunner((ids) => Promise.all(ids.map((id) => authors.findOneBy({ id }))));
`,
    },
    {
      name: 'one query for all keys',
      code: `${HEAD}
export const loader = new DataLoader(async (ids: readonly number[]) => {
  const rows = await authors.findBy({ id: In(ids) });
  return ids.map((id) => rows.find((row) => row.id === id));
});
`,
    },
    {
      name: 'a query per element that is not in a loader',
      code: `${HEAD}
export const load = async (ids: number[]) => Promise.all(ids.map((id) => authors.findOneBy({ id })));
`,
    },
    {
      name: 'a loop in a loader that does not go through its keys',
      code: `${HEAD}
export const loader = (names: number[]) =>
  new DataLoader(async (ids: readonly number[]) => {
    for (const name of names) await authors.findBy({ id: name });
    return ids;
  });
`,
    },
    {
      name: 'a class of that name from somewhere else',
      code: `
import { Repository } from 'typeorm';
import { DataLoader } from './data-loader.js';
declare const authors: Repository<{ id: number }>;
export const loader = new DataLoader(async (ids: readonly number[]) => {
  return Promise.all(ids.map((id) => authors.findOneBy({ id })));
});
`,
    },
    {
      name: 'all keys in one call',
      code: `${HEAD}
const byIds = async (ids: number[]) => authors.findBy({ id: In(ids) });
export const load = async (posts: { authorId: number }[]) => byIds(posts.map((post) => post.authorId));
`,
    },
    {
      name: 'values of a statement, which are a list too',
      code: `
import { Pool } from 'pg';
const pool = new Pool();
export async function load(ids: number[]) {
  for (const id of ids) await pool.query('select 1 from tag where id = $1', [id]);
}
`,
    },
    {
      name: 'a list of one that is the same for each element',
      code: `${HEAD}
const byIds = async (ids: number[], name: string) => authors.findBy({ id: In(ids) });
export async function load(first: number, names: string[]) {
  for (const name of names) await byIds([first], name);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a query per key',
      code: PER_KEY,
      errors: [
        {
          messageId: 'queryPerKey',
          data: { call: 'authors.findOneBy', query: 'Repository.findOneBy', iterable: '`ids`', keysAdvice: ADVICE },
          line: 8,
        },
      ],
    },
    {
      name: 'a loop over the keys, which are made unique first, in a function of the same file',
      code: `${HEAD}
const find = async (id: number) => authors.findOneBy({ id });
async function batch(ids: readonly number[]) {
  const unique = [...new Set(ids)];
  const rows = [];
  for (const id of unique) rows.push(await find(id));
  return rows;
}
export const loader = new DataLoader(batch);
`,
      errors: [
        {
          messageId: 'queryPerKeyThroughCalls',
          data: {
            call: 'find',
            iterable: '`unique`',
            chain: 'find → Repository.findOneBy (case.ts:7)',
            keysAdvice: ADVICE,
          },
          line: 11,
        },
      ],
    },
    {
      name: 'a class that is a loader',
      code: `${HEAD}
export class AuthorLoader extends DataLoader<number, Author | null> {
  constructor(rows: Repository<Author>) {
    super((ids) => Promise.all(ids.map((id) => rows.findOneBy({ id }))));
  }
}
`,
      errors: [{ messageId: 'queryPerKey', line: 9 }],
    },
    {
      name: "a loader of the project's own class, which extends another one of the project",
      code: `${HEAD}
class ClearedLoader<Key, Row> extends DataLoader<Key, Row> {}
class OptionalLoader<Key, Row> extends ClearedLoader<Key, Row | undefined> {
  async loadKnown(key: Key) {
    const row = await this.load(key);
    if (row === undefined) throw new Error('not there');
    return row;
  }
}
export const loader = new OptionalLoader<number, Author>(async (ids) =>
  Promise.all(ids.map((id) => authors.findOneBy({ id }))),
);
`,
      errors: [{ messageId: 'queryPerKey', line: 16 }],
    },
    {
      name: 'a function that notes what is asked for before it asks',
      code: `${HEAD}
const check = async (id: number) => { await authors.findOneBy({ id }); };
async function get(id: number) {
  await authors.update({ id }, { isSeen: true } as never);
  await check(id);
}
export const loader = new DataLoader((ids: readonly number[]) => Promise.all(ids.map((id) => get(id))));
`,
      errors: [{ messageId: 'queryPerKeyThroughCalls', line: 12 }],
    },
    {
      name: 'a class that extends itself, beside a loader',
      code: `${HEAD}
class Odd extends Odd {}
export const odd = new Odd();
export const loader = new DataLoader(async (ids: readonly number[]) => Promise.all(ids.map((id) => authors.findOneBy({ id }))));
`,
      errors: [{ messageId: 'queryPerKey', line: 9 }],
    },
    {
      name: 'a method that is bound to its object',
      code: BOUND,
      errors: [{ messageId: 'queryPerKey', line: 11 }],
    },
    {
      name: 'a list of one per element',
      code: ONE_KEY,
      errors: [
        {
          messageId: 'oneKeyAtATime',
          data: {
            call: 'byIds',
            each: 'each element of `posts` (`for…of` on line 9)',
            chain: 'byIds → Repository.findBy (case.ts:7)',
          },
          line: 9,
        },
      ],
    },
    {
      name: 'a list of one per parent',
      code: `${HEAD}
import { Field, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
const byIds = async (ids: number[]) => authors.findBy({ id: In(ids) });
@ObjectType() class Post { authorId!: number }
@Resolver(() => Post)
export class PostResolver {
  @Query(() => [Post]) posts() {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    return await byIds([post.authorId]);
  }
}
`,
      errors: [
        {
          messageId: 'oneKeyAtATime',
          data: {
            call: 'byIds',
            each: 'each `Post` in the field `Post.author`',
            chain: 'byIds → Repository.findBy (case.ts:8)',
          },
        },
      ],
    },
  ],
});

// One place, one report.
createRuleTester().run('no-query-in-loop', loopRule as never, {
  valid: [
    { name: 'a query per key of a loader, which belongs to another rule', code: PER_KEY },
    { name: 'a bound method of a loader, which belongs to another rule', code: BOUND },
    { name: 'a list of one per element, which belongs to another rule', code: ONE_KEY },
  ],
  invalid: [
    {
      name: 'a method that is bound for something else',
      code: BOUND.replace('new DataLoader(', 'setTimeout('),
      errors: [{ messageId: 'queryPerElement' }],
    },
    {
      name: 'the same without a loader',
      code: PER_KEY.replace('new DataLoader(', '('),
      errors: [{ messageId: 'queryPerElement' }],
    },
  ],
});
