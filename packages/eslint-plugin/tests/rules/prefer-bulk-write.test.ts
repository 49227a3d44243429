import rule from '../../src/rules/prefer-bulk-write.js';
import { createRuleTester } from './rule-tester.js';

const errors = [{ messageId: 'writePerElement' }];

// What is written is left alone where one turn looks at it, fails alone, or does more than writing. Each case stands beside its twin.
createRuleTester().run('prefer-bulk-write', rule as never, {
  valid: [
    {
      name: 'a list that is saved as a whole',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, titles: string[]) {
  await posts.save(titles.map((title) => ({ title })));
}
`,
    },
    {
      name: 'a read per element, which another rule reports',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[]) {
  for (const id of ids) await posts.findOneBy({ id });
}
`,
    },
    {
      name: 'a result that the turn looks at',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, titles: string[], send: (id: number) => void) {
  for (const title of titles) {
    const post = await posts.save({ title });
    send(post.id);
  }
}
`,
    },
    {
      name: 'a result that a condition looks at',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, ids: number[]) {
  let missing = 0;
  for (const id of ids) {
    const result = await posts.delete(id);
    if (result.affected === 0) missing++;
  }
  return missing;
}
`,
    },
    {
      name: 'a result of which a part is taken',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, ids: number[]) {
  let count = 0;
  for (const id of ids) {
    const { affected } = await posts.delete(id);
    count += affected ?? 0;
  }
  return count;
}
`,
    },
    {
      name: 'a result that is added up right away',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, ids: number[]) {
  let count = 0;
  for (const id of ids) count += (await posts.delete(id)).affected ?? 0;
  return count;
}
`,
    },
    {
      name: 'a result that is assigned',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, ids: number[]) {
  let last;
  for (const id of ids) last = await posts.delete(id);
  return last;
}
`,
    },
    {
      name: 'a list of results that the bulk form does not give',
      code: `
import type { PrismaClient } from '@prisma/client';
export const store = (prisma: PrismaClient, titles: string[]) =>
  Promise.all(titles.map((title) => prisma.post.create({ data: { title } })));
`,
    },
    {
      name: 'results that are pushed, of a bulk form that does not give them',
      code: `
import type { PrismaClient } from '@prisma/client';
export async function store(prisma: PrismaClient, titles: string[]) {
  const created = [];
  for (const title of titles) created.push(await prisma.post.create({ data: { title } }));
  return created;
}
`,
    },
    {
      name: 'each result taken apart from the others',
      code: `
import type { Repository } from 'typeorm';
export const store = (posts: Repository<object>, titles: string[]) =>
  Promise.allSettled(titles.map((title) => posts.save({ title })));
`,
    },
    {
      name: 'a callback whose result decides',
      code: `
import type { Repository } from 'typeorm';
export const store = (posts: Repository<object>, ids: number[]) => ids.filter((id) => posts.delete(id));
`,
    },
    {
      name: 'a key that the turn looks up in the row it has saved',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number; title: string }>, titles: string[]) {
  const ids = [];
  for (const title of titles) {
    const post = posts.create({ title });
    await posts.save(post);
    ids.push(post.id);
  }
  return ids;
}
`,
    },
    {
      name: 'a failure that only its own row feels',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[]) {
  for (const id of ids) {
    try {
      await posts.delete(id);
    } catch (error) {
      console.error(error);
    }
  }
}
`,
    },
    {
      name: 'a failure that a callback catches for its own row',
      code: `
import type { Repository } from 'typeorm';
export const store = (posts: Repository<object>, ids: number[]) =>
  Promise.all(ids.map(async (id) => { try { await posts.delete(id); } catch { return; } }));
`,
    },
    {
      name: 'a promise that catches for its own row',
      code: `
import type { Repository } from 'typeorm';
export const store = (posts: Repository<object>, ids: number[]) =>
  Promise.all(ids.map((id) => posts.delete(id).catch(() => undefined)));
`,
    },
    {
      name: 'a write that repairs a failure',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[], check: (id: number) => void) {
  for (const id of ids) {
    try { check(id); } catch { await posts.delete(id); }
  }
}
`,
    },
    {
      name: 'a loop that ends after the write',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, keys: { id: number; hash: string }[], hash: string) {
  for (const key of keys) {
    if (key.hash === hash) {
      await posts.update(key.id, { isUsed: true });
      return key;
    }
  }
  return undefined;
}
`,
    },
    {
      name: 'a loop that another row may end',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: { id: number; isLast: boolean }[]) {
  for (const row of rows) {
    await posts.delete(row.id);
    if (row.isLast) break;
  }
}
`,
    },
    {
      name: 'something else that the turn waits for before it writes',
      code: `
import type { Repository } from 'typeorm';
export async function store(jobs: Repository<object>, ids: number[], send: (id: number) => Promise<void>) {
  for (const id of ids) {
    await send(id);
    await jobs.update(id, { isSent: true });
  }
}
`,
    },
    {
      name: 'something else that the turn waits for after it has written',
      code: `
import type { Repository } from 'typeorm';
export async function store(jobs: Repository<object>, ids: number[], run: (id: number) => Promise<void>) {
  for (const id of ids) {
    await jobs.update(id, { isRunning: true });
    await run(id);
  }
}
`,
    },
    {
      name: 'what other promises of the turn do',
      code: `
import type { Repository } from 'typeorm';
export async function store(jobs: Repository<object>, rows: { id: number; to: string[] }[], send: (to: string) => Promise<void>) {
  for (const { id, to } of rows) {
    await Promise.all(to.map((one) => send(one)));
    await jobs.update(id, { isSent: true });
  }
}
`,
    },
    {
      name: 'a pause between the writes',
      code: `
import type { Repository } from 'typeorm';
export async function store(jobs: Repository<object>, ids: number[]) {
  for (const id of ids) {
    await jobs.delete(id);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
`,
    },
    {
      name: 'a turn that reads, which is to be mended first',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, titles: string[]) {
  for (const title of titles) {
    const known = await posts.findOneBy({ title } as never);
    if (!known) await posts.insert({ title } as never);
  }
}
`,
    },
    {
      name: 'a turn that reads a lazy relation',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function store(posts: Repository<Post>, rows: Post[]) {
  for (const post of rows) {
    await post.author;
    await posts.delete(post.id);
  }
}
`,
    },
    {
      name: 'a turn that runs a builder which a name holds',
      code: `
import createKnex from 'knex';
const knex = createKnex({});
export async function store(ids: number[]) {
  for (const id of ids) {
    const query = knex('post').where({ id });
    await query;
    await knex('tag').where('post', id).del();
  }
}
`,
    },
    {
      name: 'another write of the turn that has no bulk form',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: { id: number; title: string }[]) {
  for (const row of rows) {
    await posts.insert({ parentId: row.id });
    await posts.update(row.id, { title: row.title });
  }
}
`,
    },
    {
      name: 'rows that follow the key of the row before',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, titles: string[]) {
  let parentId = 0;
  for (const title of titles) {
    const post = await posts.save({ title, parentId });
    parentId = post.id;
  }
}
`,
    },
    {
      name: 'rows that stream in',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: AsyncIterable<{ id: number }>) {
  for await (const row of rows) await posts.delete(row.id);
}
`,
    },
    {
      name: 'a handful of constants',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>) {
  for (const title of ['a', 'b', 'c']) await posts.insert({ title });
}
`,
    },
    {
      name: 'a position that each row gets',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: { id: number }[]) {
  for (let position = 0; position < rows.length; position++) await posts.update(rows[position].id, { position });
  await Promise.all(rows.map((row, position) => posts.update(row.id, { position })));
}
`,
    },
    {
      name: 'a number that counts up beside the loop',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[]) {
  let position = 0;
  for (const id of ids) await posts.update(id, { position: position++ });
}
`,
    },
    {
      name: 'a builder that is only mapped',
      code: `
import type { PrismaClient } from '@prisma/client';
export const store = (prisma: PrismaClient, ids: number[]) =>
  prisma.$transaction(ids.map((id) => prisma.post.delete({ where: { id } })));
`,
    },
    {
      name: 'promises in a list of which more is done',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[]) {
  const tasks: Promise<unknown>[] = [];
  for (const id of ids) tasks.push(posts.delete(id));
  console.log(tasks.length);
  await Promise.all(tasks);
}
`,
    },
  ],
  invalid: [
    {
      name: 'rows that are saved one after the other',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, titles: string[]) {
  for (const title of titles) await posts.save({ title });
}
`,
      errors: [
        {
          messageId: 'writePerElement',
          line: 4,
          column: 37,
          endColumn: 58,
          data: {
            call: 'posts.save',
            query: 'Repository.save',
            iterable: '`titles`',
            loop: 'for…of',
            line: '4',
            advice: 'Write them all at once: `save(rows)`.',
          },
        },
      ],
    },
    {
      name: 'a result that nobody looks at',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number }>, titles: string[]) {
  for (const title of titles) {
    const post = await posts.save({ title });
  }
}
`,
      errors,
    },
    {
      name: 'results that are pushed, of a bulk form that gives them back',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, titles: string[]) {
  const saved = [];
  for (const title of titles) {
    const post = await posts.save({ title });
    saved.push(post);
  }
  return saved;
}
`,
      errors,
    },
    {
      name: 'a list of results that the bulk form gives back as well',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, titles: string[]) {
  const saved = await Promise.all(titles.map((title) => posts.save({ title })));
  return saved.length;
}
`,
      errors,
    },
    {
      name: 'results that are pushed into a list which nobody looks at',
      code: `
import type { PrismaClient } from '@prisma/client';
export async function store(prisma: PrismaClient, titles: string[]) {
  const created = [];
  for (const title of titles) created.push(await prisma.post.create({ data: { title } }));
}
`,
      errors,
    },
    {
      name: 'promises that are pushed and only awaited',
      code: `
import type { PrismaClient } from '@prisma/client';
export async function store(prisma: PrismaClient, titles: string[]) {
  const tasks: Promise<unknown>[] = [];
  for (const title of titles) tasks.push(prisma.post.create({ data: { title } }));
  await Promise.all(tasks);
}
`,
      errors,
    },
    {
      name: 'promises that a name holds and that are only awaited',
      code: `
import type { PrismaClient } from '@prisma/client';
export async function store(prisma: PrismaClient, titles: string[]) {
  const tasks = titles.map(async (title) => {
    const post = await prisma.post.create({ data: { title } });
    return post;
  });
  await Promise.all(tasks);
}
`,
      errors,
    },
    {
      name: 'a callback whose result nobody looks at',
      code: `
import type { Repository } from 'typeorm';
export function store(posts: Repository<object>, ids: number[]) {
  ids.forEach(async (id) => await posts.delete(id));
}
`,
      errors,
    },
    {
      name: 'a chain of promises',
      code: `
import type { Repository } from 'typeorm';
export const store = (posts: Repository<object>, ids: number[]) =>
  ids.reduce((done, id) => done.then(() => posts.delete(id)), Promise.resolve());
`,
      errors,
    },
    {
      name: 'a row that goes into a list after it was saved',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ title: string }>, titles: string[]) {
  const all = [];
  for (const title of titles) {
    const post = posts.create({ title });
    await posts.save(post);
    all.push(post);
  }
  return all;
}
`,
      errors,
    },
    {
      name: 'a row of the list whose key is looked at afterwards',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<{ id: number; isRead: boolean }>, rows: { id: number; isRead: boolean }[]) {
  for (const row of rows) {
    row.isRead = true;
    await posts.save(row);
    console.log(row.id);
  }
}
`,
      errors,
    },
    {
      name: 'a failure that ends it for all rows',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[]) {
  try {
    for (const id of ids) {
      try {
        await posts.delete(id);
      } catch (error) {
        throw new Error('failed', { cause: error });
      }
    }
  } catch (error) {
    console.error(error);
  }
}
`,
      errors,
    },
    {
      name: 'rows that are skipped',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: { id: number; isNew: boolean; isBad: boolean }[]) {
  for (const row of rows) {
    if (row.isNew) continue;
    if (row.isBad) throw new Error('bad');
    await posts.delete(row.id);
  }
}
`,
      errors,
    },
    {
      name: 'something that the turn waits for and writes',
      code: `
import type { Repository } from 'typeorm';
export async function store(codes: Repository<object>, values: string[], hash: (value: string) => Promise<string>) {
  for (const value of values) {
    const hashed = await hash(value);
    await codes.insert({ hashed });
  }
}
`,
      errors,
    },
    {
      name: 'something that the turn waits for and puts into the row',
      code: `
import type { Repository } from 'typeorm';
interface Place { address: string; position?: unknown }
export async function store(places: Repository<Place>, rows: Place[], find: (address: string) => Promise<unknown>) {
  for (const place of rows) {
    place.position = await find(place.address);
    await places.save(place);
  }
}
`,
      errors,
    },
    {
      name: 'something that the turn waits for and that decides which rows are written',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[], isOld: (id: number) => Promise<boolean>) {
  for (const id of ids) {
    if (await isOld(id)) await posts.delete(id);
  }
}
`,
      errors,
    },
    {
      name: 'what the turn tells without waiting',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, ids: number[], log: (id: number) => void) {
  for (const id of ids) {
    await posts.delete(id);
    log(id);
  }
}
`,
      errors,
    },
    {
      name: 'two writes of which each has a bulk form',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, tags: Repository<object>, ids: number[]) {
  for (const id of ids) {
    await tags.delete({ postId: id } as never);
    await posts.delete(id);
  }
}
`,
      errors: [
        { messageId: 'writePerElement', line: 5 },
        { messageId: 'writePerElement', line: 6 },
      ],
    },
    {
      name: 'a list in each element of another one that is read per element',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, users: { id: number; titles: string[] }[]) {
  for (const user of users) {
    await posts.findOneBy({ userId: user.id } as never);
    for (const title of user.titles) await posts.insert({ title });
  }
}
`,
      errors: [{ messageId: 'writePerElement', line: 6 }],
    },
    {
      name: 'a transaction around the loop',
      code: `
import type { DataSource } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function store(source: DataSource, ids: number[]) {
  await source.transaction(async (manager) => {
    for (const id of ids) await manager.delete(Tag, id);
  });
}
`,
      errors,
    },
    {
      name: 'rows by their position',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: { id: number }[]) {
  for (let position = 0; position < rows.length; position++) await posts.update(rows[position].id, { isRead: true });
}
`,
      errors,
    },
    {
      name: 'rows that each get a position when they are made',
      code: `
import type { Repository } from 'typeorm';
export async function store(posts: Repository<object>, rows: { id: number }[]) {
  await Promise.all(rows.map((row, position) => posts.insert({ ...row, position })));
}
`,
      errors,
    },
  ],
});
