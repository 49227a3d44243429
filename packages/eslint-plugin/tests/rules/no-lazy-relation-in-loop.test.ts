import rule from '../../src/rules/no-lazy-relation-in-loop.js';
import { createRuleTester } from './rule-tester.js';

// Lazy relations that are read per row.
createRuleTester().run('no-lazy-relation-in-loop', rule as never, {
  valid: [
    {
      name: 'a name that is taken from rows that were loaded with it',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  for (const { author } of await posts.find({ relations: { author: true } })) console.log(await author);
}
`,
    },
    {
      name: 'a relation that is not lazy',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) console.log(await post.tags);
}
`,
    },
    {
      name: 'a promise that is no relation',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) console.log(await post.draft);
}
`,
    },
    {
      name: 'one row',
      code: `
import type { Post } from './post.entity.js';
export async function show(post: Post) {
  return (await post.author).name;
}
`,
    },
    {
      name: 'a while loop',
      code: `
import type { Post } from './post.entity.js';
export async function first(post: Post) {
  while (post.id > 0) await post.author;
}
`,
    },
    {
      name: 'a relation of something that does not change with the element',
      code: `
import type { Post } from './post.entity.js';
export async function list(post: Post, ids: number[]) {
  for (const id of ids) console.log(id, await post.author);
}
`,
    },
    {
      name: 'only named, never waited for',
      code: `
import type { Post } from './post.entity.js';
export function list(posts: Post[]) {
  return posts.map((post) => 'author' in post && post.title);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a relation that the head of the loop takes from the row',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const { author } of posts) console.log(await author);
}
`,
      errors: [{ messageId: 'lazyRelationPerElement' }],
    },
    {
      name: 'a relation that a parameter takes from the row',
      code: `
import type { Post } from './post.entity.js';
export const list = (posts: Post[]) => Promise.all(posts.map(async ({ author }) => (await author).name));
`,
      errors: [{ messageId: 'lazyRelationPerElement' }],
    },
    {
      name: 'a relation typed as a promise',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) console.log((await post.author).name);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 4,
          column: 48,
          endLine: 4,
          endColumn: 59,
        },
      ],
    },
    {
      name: 'a relation with the option',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) console.log(await post.labels);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.labels',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Post.labels',
            query: 'Post.labels',
            advice: 'Load `labels` with the rows: add `relations: { labels: true }` to their query.',
          },
          line: 4,
          column: 47,
          endLine: 4,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'in map',
      code: `
import type { Post } from './post.entity.js';
export const list = (posts: Post[]) => Promise.all(posts.map(async (post) => (await post.author).name));
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts`',
            loop: 'map',
            line: '3',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 3,
          column: 85,
          endLine: 3,
          endColumn: 96,
        },
      ],
    },
    {
      name: 'handed on by map',
      code: `
import type { Post } from './post.entity.js';
export const list = (posts: Post[]) => Promise.all(posts.map((post) => post.author));
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts`',
            loop: 'map',
            line: '3',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 3,
          column: 72,
          endLine: 3,
          endColumn: 83,
        },
      ],
    },
    {
      name: 'then()',
      code: `
import type { Post } from './post.entity.js';
export const list = (posts: Post[]) => Promise.all(posts.map((post) => post.author.then((author) => author.name)));
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts`',
            loop: 'map',
            line: '3',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 3,
          column: 72,
          endLine: 3,
          endColumn: 83,
        },
      ],
    },
    {
      name: 'an inherited relation',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) console.log(await post.owner);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.owner',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Owned.owner',
            query: 'Owned.owner',
            advice: 'Load `owner` with the rows: add `relations: { owner: true }` to their query.',
          },
          line: 4,
          column: 47,
          endLine: 4,
          endColumn: 57,
        },
      ],
    },
    {
      name: 'a counting loop with its counter outside',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  let i = 0;
  for (; i < posts.length; i++) console.log(await posts[i].author);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'posts[…].author',
            iterable: '`posts`',
            loop: 'for',
            line: '5',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 5,
          column: 51,
          endLine: 5,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'waited for together with others',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) {
    const [author] = await Promise.all([post.author]);
    console.log(author);
  }
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 5,
          column: 41,
          endLine: 5,
          endColumn: 52,
        },
      ],
    },
    {
      name: 'rows of the other side',
      code: `
import type { Post } from './post.entity.js';
export async function list(posts: Post[]) {
  for (const post of posts) {
    const comments = await post.comments;
    console.log(comments.length);
  }
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.comments',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Post.comments',
            query: 'Post.comments',
            advice: 'Load `comments` with the rows: add `relations: { comments: true }` to their query.',
          },
          line: 5,
          column: 28,
          endLine: 5,
          endColumn: 41,
        },
      ],
    },
    {
      name: 'in a helper in another file',
      code: `
import type { Post } from './post.entity.js';
import { commentCount } from './comment-count.js';
export async function list(posts: Post[]) {
  for (const post of posts) console.log(await commentCount(post));
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElementThroughCalls',
          data: {
            call: 'commentCount',
            iterable: '`posts`',
            loop: 'for…of',
            line: '5',
            chain: 'commentCount → Post.comments (comment-count.ts:4)',
            query: 'Post.comments',
            advice: 'Load `comments` with the rows: add `relations: { comments: true }` to their query.',
          },
          line: 5,
          column: 47,
          endLine: 5,
          endColumn: 65,
        },
      ],
    },
    {
      name: 'two helpers deep',
      code: `
import type { Post } from './post.entity.js';
import { toDto } from './comment-count.js';
export const list = (posts: Post[]) => Promise.all(posts.map(toDto));
`,
      errors: [
        {
          messageId: 'lazyRelationPerElementThroughCalls',
          data: {
            call: 'toDto',
            iterable: '`posts`',
            loop: 'map',
            line: '4',
            chain: 'toDto → commentCount → Post.comments (comment-count.ts:4)',
            query: 'Post.comments',
            advice: 'Load `comments` with the rows: add `relations: { comments: true }` to their query.',
          },
          line: 4,
          column: 52,
          endLine: 4,
          endColumn: 68,
        },
      ],
    },
  ],
});
