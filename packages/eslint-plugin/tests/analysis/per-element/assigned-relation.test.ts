import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const FALLBACK = "post.author ?? (await post.$get('author'))";
const ASSIGNED = 'for (const one of posts) one.author = byId.get(one.authorId) ?? null;';
const MAPPED = 'return Promise.all(posts.map((post) => show(post)));';

/** How many posts' authors are asked for one by one. */
function count(shown: string, body: string): number {
  const code = `
import { Model } from 'sequelize-typescript';
class Author extends Model {}
class Post extends Model {
  declare authorId: number;
  declare author: Author | null;
  declare editor: Author | null;
}
async function show(post: Post) { return ${shown}; }
export async function list(posts: Post[], others: Post[], byId: Map<number, Author>) { ${body} }
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts')).length;
}

describe('a relation that is asked for where a row has none is left alone if the rows were given it', () => {
  it.each([
    ['in a loop before', FALLBACK, `${ASSIGNED} ${MAPPED}`],
    ['where there was any', FALLBACK, `if (byId.size > 0) { ${ASSIGNED} } ${MAPPED}`],
    ['by a callback', FALLBACK, `posts.forEach((one) => { one.author = byId.get(one.authorId) ?? null; }); ${MAPPED}`],
    ['and a loop goes through them', FALLBACK, `${ASSIGNED} for (const post of posts) await show(post);`],
  ])('%s', (_how, shown, body) => {
    expect(count(shown, body)).toBe(0);
  });
});

describe('a relation of each row is reported', () => {
  it.each([
    ['if no row was given it', FALLBACK, MAPPED],
    ['if it is asked for in any case', "await post.$get('author')", `${ASSIGNED} ${MAPPED}`],
    ['if other rows were given it', FALLBACK, `${ASSIGNED.replace('posts', 'others')} ${MAPPED}`],
    ['if they were given another one', FALLBACK, `${ASSIGNED.replace('one.author ', 'one.editor ')} ${MAPPED}`],
    ['if they are given it afterwards', FALLBACK, `for (const post of posts) await show(post); ${ASSIGNED}`],
    ['if one row was given it', FALLBACK, `const [one] = posts; one.author = null; ${MAPPED}`],
  ])('%s', (_why, shown, body) => {
    expect(count(shown, body)).toBe(1);
  });
});
