import rule from '../../src/rules/no-lazy-relation-in-loop.js';
import { createRuleTester } from './rule-tester.js';

// Lazy relations that the query of the rows loaded, or not.
createRuleTester().run('no-lazy-relation-in-loop', rule as never, {
  valid: [
    {
      name: 'rows from a query that loads the relation',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find({ relations: { author: true } })) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query that names the relation in a list',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.find({ where: { id: 1 }, relations: ['author', 'comments'] });
  for (const post of rows) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query that names the relation as the start of a path',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.find({ relations: ['author.posts'] });
  for (const post of rows) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query whose options are not seen',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
import type { FindManyOptions } from 'typeorm';
export async function list(posts: Repository<Post>, options: FindManyOptions<Post>) {
  for (const post of await posts.find(options)) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query whose relations are not seen',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
import type { FindOptionsRelations } from 'typeorm';
export async function list(posts: Repository<Post>, relations: FindOptionsRelations<Post>) {
  for (const post of await posts.find({ relations })) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query whose options are spread',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
import type { FindManyOptions } from 'typeorm';
export async function list(posts: Repository<Post>, options: FindManyOptions<Post>) {
  for (const post of await posts.find({ ...options, take: 10 })) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query whose options a constant holds',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
const WITH_AUTHOR = { relations: { author: true } };
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find(WITH_AUTHOR)) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a query whose relations a constant holds',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
const relations = { author: true };
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find({ relations })) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a builder that joins the relation',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.createQueryBuilder('post').leftJoinAndSelect('post.author', 'author').getMany();
  for (const post of rows) console.log(await post.author);
}
`,
    },
    {
      name: 'rows from a builder over several statements, which is not followed',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>, isFull: boolean) {
  const builder = posts.createQueryBuilder('post');
  if (isFull) builder.leftJoinAndSelect('post.author', 'author');
  for (const post of await builder.getMany()) console.log(await post.author);
}
`,
    },
    {
      name: 'the rows of findAndCount, loaded with the relation',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const [rows, count] = await posts.findAndCount({ relations: { author: true } });
  for (const post of rows) console.log(count, await post.author);
}
`,
    },
    {
      name: 'rows from the manager, loaded with the relation',
      code: `
import { dataSource } from './data-source.js';
import { Post } from './post.entity.js';
export async function list() {
  for (const post of await dataSource.manager.find(Post, { relations: { author: true } })) console.log(await post.author);
}
`,
    },
    {
      name: 'an eager load upstream, read in a helper of another file',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
import { toDto } from './comment-count.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.find({ relations: { comments: true } });
  return Promise.all(rows.map((post) => toDto(post)));
}
`,
    },
  ],
  invalid: [
    {
      name: 'rows from a query that loads nothing with them',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find()) console.log(await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts.find()`',
            loop: 'for…of',
            line: '5',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 5,
          column: 60,
          endLine: 5,
          endColumn: 71,
        },
      ],
    },
    {
      name: 'rows from a query that loads another relation',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find({ relations: { comments: true } })) console.log(await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts.find(…)`',
            loop: 'for…of',
            line: '5',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 5,
          column: 93,
          endLine: 5,
          endColumn: 104,
        },
      ],
    },
    {
      name: 'rows from a query that names another relation in a list',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.find({ where: { id: 1 }, relations: ['comments', 'comments.author'] });
  for (const post of rows) console.log(await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`rows`',
            loop: 'for…of',
            line: '6',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 6,
          column: 46,
          endLine: 6,
          endColumn: 57,
        },
      ],
    },
    {
      name: 'rows from a query whose options, without the relation, a constant holds',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
const NEWEST = { order: { id: 'DESC' } } as const;
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find(NEWEST)) console.log(await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts.find(…)`',
            loop: 'for…of',
            line: '6',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 6,
          column: 66,
          endLine: 6,
          endColumn: 77,
        },
      ],
    },
    {
      name: 'rows from a builder that only joins for the condition',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.createQueryBuilder('post').leftJoin('post.author', 'author').getMany();
  for (const post of rows) console.log(await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`rows`',
            loop: 'for…of',
            line: '6',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 6,
          column: 46,
          endLine: 6,
          endColumn: 57,
        },
      ],
    },
    {
      name: 'the rows of findAndCount',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const [rows, count] = await posts.findAndCount();
  for (const post of rows) console.log(count, await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`rows`',
            loop: 'for…of',
            line: '6',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 6,
          column: 53,
          endLine: 6,
          endColumn: 64,
        },
      ],
    },
    {
      name: 'rows from the manager',
      code: `
import { dataSource } from './data-source.js';
import { Post } from './post.entity.js';
export async function list() {
  for (const post of await dataSource.manager.find(Post)) console.log(await post.author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`dataSource.manager.find(…)`',
            loop: 'for…of',
            line: '5',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 5,
          column: 77,
          endLine: 5,
          endColumn: 88,
        },
      ],
    },
    {
      name: 'no eager load upstream, read in a helper of another file',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
import { toDto } from './comment-count.js';
export async function list(posts: Repository<Post>) {
  const rows = await posts.find();
  return Promise.all(rows.map((post) => toDto(post)));
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElementThroughCalls',
          data: {
            call: 'toDto',
            iterable: '`rows`',
            loop: 'map',
            line: '7',
            chain: 'toDto → commentCount → Post.comments (comment-count.ts:4)',
            query: 'Post.comments',
            advice: 'Load `comments` with the rows: add `relations: { comments: true }` to their query.',
          },
          line: 7,
          column: 41,
          endLine: 7,
          endColumn: 52,
        },
      ],
    },
  ],
});
