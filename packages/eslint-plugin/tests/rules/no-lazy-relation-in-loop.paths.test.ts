import rule from '../../src/rules/no-lazy-relation-in-loop.js';
import { createRuleTester } from './rule-tester.js';

// Relations of relations, options of relations, and rows that read their own.
createRuleTester().run('no-lazy-relation-in-loop', rule as never, {
  valid: [
    {
      name: 'a relation of a relation, both loaded',
      code: `
import type { Repository } from 'typeorm';
import type { Author } from './author.entity.js';
export async function list(authors: Repository<Author>) {
  const author = await authors.findOneOrFail({ where: { id: 1 }, relations: { posts: { comments: true } } });
  for (const post of await author.posts) console.log(await post.comments);
}
`,
    },
    {
      name: 'a relation of a relation, both in a list of paths',
      code: `
import type { Repository } from 'typeorm';
import type { Author } from './author.entity.js';
export async function list(authors: Repository<Author>) {
  const author = await authors.findOneOrFail({ where: { id: 1 }, relations: ['posts', 'posts.comments'] });
  for (const post of await author.posts) console.log(await post.comments);
}
`,
    },
    {
      name: 'a relation that is not lazy by its option',
      code: `
import { ManyToMany } from 'typeorm';
import { Tag } from './tag.entity.js';
class Page {
  @ManyToMany(() => Tag, { lazy: false })
  tags!: Tag[];
}
export async function list(pages: Page[]) {
  for (const page of pages) console.log(await page.tags);
}
`,
    },
    {
      name: 'a relation that every find loads',
      code: `
import { ManyToOne, type Repository } from 'typeorm';
import { Tag } from './tag.entity.js';
class Page {
  @ManyToOne(() => Tag, { eager: true })
  tag!: Promise<Tag>;
}
export async function list(pages: Repository<Page>) {
  for (const page of await pages.find()) console.log(await page.tag);
}
`,
    },
    {
      name: 'rows from a builder over several statements that loads them',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  const builder = posts.createQueryBuilder('post');
  builder.leftJoinAndSelect('post.author', 'author');
  for (const post of await builder.getMany()) console.log(await post.author);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a relation of a relation, of which only the first is loaded',
      code: `
import type { Repository } from 'typeorm';
import type { Author } from './author.entity.js';
export async function list(authors: Repository<Author>) {
  const author = await authors.findOneOrFail({ where: { id: 1 }, relations: { posts: true } });
  for (const post of await author.posts) console.log(await post.comments);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.comments',
            iterable: '`author.posts`',
            loop: 'for…of',
            line: '6',
            chain: 'Post.comments',
            query: 'Post.comments',
            advice: 'Load `comments` with the rows: add `relations: { comments: true }` to their query.',
          },
          line: 6,
          column: 60,
          endLine: 6,
          endColumn: 73,
        },
      ],
    },
    {
      name: 'a relation of a relation, where the path names another one of the same name',
      code: `
import type { Repository } from 'typeorm';
import type { Author } from './author.entity.js';
export async function list(authors: Repository<Author>) {
  const author = await authors.findOneOrFail({ where: { id: 1 }, relations: ['posts', 'comments'] });
  for (const post of await author.posts) console.log(await post.comments);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.comments',
            iterable: '`author.posts`',
            loop: 'for…of',
            line: '6',
            chain: 'Post.comments',
            query: 'Post.comments',
            advice: 'Load `comments` with the rows: add `relations: { comments: true }` to their query.',
          },
          line: 6,
          column: 60,
          endLine: 6,
          endColumn: 73,
        },
      ],
    },
    {
      name: 'rows from a query that switches the relation off',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>) {
  for (const post of await posts.find({ relations: { author: false } })) console.log(await post.author);
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
          column: 92,
          endLine: 5,
          endColumn: 103,
        },
      ],
    },
    {
      name: 'a relation of a row that a query in the same turn loads',
      code: `
import type { Repository } from 'typeorm';
import type { Post } from './post.entity.js';
export async function list(posts: Repository<Post>, ids: number[]) {
  const found = await posts.find();
  return Promise.all(found.map(async (post) => ({ ...post, author: await post.author, ids })));
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElement',
          data: {
            call: 'post.author',
            iterable: '`found`',
            loop: 'map',
            line: '6',
            chain: 'Post.author',
            query: 'Post.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 6,
          column: 74,
          endLine: 6,
          endColumn: 85,
        },
      ],
    },
    {
      name: 'in the body of a getter',
      code: `
import { ManyToOne } from 'typeorm';
import { Author } from './author.entity.js';
class Page {
  @ManyToOne(() => Author)
  author!: Promise<Author>;
  get byline() {
    return this.author.then((author) => author.name);
  }
}
export async function list(pages: Page[]) {
  for (const page of pages) console.log(await page.byline);
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElementThroughCalls',
          data: {
            call: 'page.byline',
            iterable: '`pages`',
            loop: 'for…of',
            line: '12',
            chain: 'Page.byline → Page.author (case.ts:8)',
            query: 'Page.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 12,
          column: 47,
          endLine: 12,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'in a method of the row',
      code: `
import { ManyToOne } from 'typeorm';
import { Author } from './author.entity.js';
class Page {
  @ManyToOne(() => Author)
  author!: Promise<Author>;
  async byline() {
    return (await this.author).name;
  }
}
export async function list(pages: Page[]) {
  for (const page of pages) console.log(await page.byline());
}
`,
      errors: [
        {
          messageId: 'lazyRelationPerElementThroughCalls',
          data: {
            call: 'page.byline',
            iterable: '`pages`',
            loop: 'for…of',
            line: '12',
            chain: 'Page.byline → Page.author (case.ts:8)',
            query: 'Page.author',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
          line: 12,
          column: 47,
          endLine: 12,
          endColumn: 60,
        },
      ],
    },
  ],
});
