import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';

const HEAD = `
import { findTag } from './tag-queries.js';
interface Post { tagId: number; tagIds: number[] }
const logged = <A extends unknown[], R>(fn: (...args: A) => R) => (...args: A): R => { console.log(args); return fn(...args); };
const plain = <A, R>(fn: (value: A) => R) => (value: A): R => fn(value);
const cast = <F extends (...args: never[]) => unknown>(fn: F): F => ((...args: never[]) => fn(...args)) as F;
const first = (fn: (id: number) => unknown) => (value: unknown) => fn(1);
const turned = (fn: (a: unknown, b: Post) => unknown) => (post: Post, index: number) => fn(index, post);
const kept = (fn: () => unknown) => { const run = () => fn(); return run(); };
`;

const found = [{ messageId: 'queryPerElementThroughCalls' }];

createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a wrapped function that is called once',
      code: `${HEAD}
export const load = logged(async (post: Post) => findTag(post.tagId));
`,
    },
    {
      name: 'a wrapper that does not hand on the element',
      code: `${HEAD}
export const load = (posts: Post[]) => Promise.all(posts.map(first(async (id) => findTag(id))));
`,
    },
    {
      name: 'a wrapper that hands on its parameters in another order, seen from the index',
      code: `${HEAD}
export const load = (posts: Post[]) => Promise.all(posts.map(turned(async (index) => findTag(index as number))));
`,
    },
    {
      name: 'a function that does not come back out of the call',
      code: `${HEAD}
export const load = (posts: Post[]) => posts.map(kept(async () => findTag(1)) as never);
`,
    },
    {
      name: 'a wrapped function that is handed lists',
      code: `${HEAD}
export const load = (chunks: number[][]) => Promise.all(chunks.map(logged(async (ids: number[]) => findTag(ids as never))));
`,
    },
    {
      name: 'lists under the keys of a list',
      code: `${HEAD}
export async function load(batches: number[][]) {
  for (const key in batches) await findTag(batches[key] as never);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a wrapped function with all its arguments',
      code: `${HEAD}
export const load = (posts: Post[]) => Promise.all(posts.map(logged(async (post: Post) => findTag(post.tagId))));
`,
      errors: found,
    },
    {
      name: 'a wrapped function with one argument',
      code: `${HEAD}
export const load = (posts: Post[]) => Promise.all(posts.map(plain(async (post: Post) => findTag(post.tagId))));
`,
      errors: found,
    },
    {
      name: 'a wrapped function that is given the type of the one it wraps',
      code: `${HEAD}
export const load = (posts: Post[]) => Promise.all(posts.map(cast(async ({ tagId }: Post) => findTag(tagId))));
`,
      errors: found,
    },
    {
      name: 'the keys of a list of known type',
      code: `${HEAD}
export async function load(posts: Post[]) {
  for (const key in posts) await findTag(posts[key]!.tagId);
}
`,
      errors: found,
    },
    {
      name: 'the keys of a list of known type, by way of a name',
      code: `${HEAD}
export async function load(posts: Post[]) {
  for (const key in posts) {
    const post = posts[key]!;
    await findTag(post.tagId);
  }
}
`,
      errors: found,
    },
  ],
});
