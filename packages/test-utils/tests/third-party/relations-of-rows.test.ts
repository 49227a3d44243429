import { afterAll, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { bookshelfApplication } from './applications/bookshelf.js';
import { Author as ObjectionAuthor, objectionApplication } from './applications/objection.js';
import { useDomain } from './support/domain.js';

async function countOf(action: () => PromiseLike<unknown>): Promise<number> {
  const { queries } = await captureQueries(async () => {
    await action();
  });
  return queries.length;
}

describe('a relation that one row is asked for', () => {
  const connectionString = useDomain();
  const closing: (() => unknown)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));

  it('is queried by Objection though it was loaded with the rows, and once for all by fetchGraph', async () => {
    const db = await objectionApplication.open({ connectionString: connectionString(), max: 2 });
    closing.push(() => objectionApplication.close(db));
    const rows = await ObjectionAuthor.query(db).withGraphFetched('posts');
    const [first] = rows;
    if (!first) throw new Error('The domain has authors.');
    expect(await countOf(() => first.$relatedQuery('posts', db).then())).toBe(1);
    expect(await countOf(() => first.$relatedQuery('posts', db).resultSize())).toBe(1);
    expect(await countOf(() => first.$fetchGraph('posts', { transaction: db }).then())).toBe(1);
    expect(await countOf(() => first.$fetchGraph('posts', { transaction: db, skipFetched: true }).then())).toBe(0);
    expect(await countOf(() => ObjectionAuthor.fetchGraph(rows, 'posts', { transaction: db }).then())).toBe(1);
  });

  it('is queried by Bookshelf though it was loaded with the rows, and once for all by a collection', async () => {
    const db = await bookshelfApplication.open({ connectionString: connectionString(), max: 2 });
    closing.push(() => bookshelfApplication.close(db));
    const rows = await db.Author.fetchAll();
    const [first] = rows.models;
    if (!first) throw new Error('The domain has authors.');
    expect(await countOf(() => first.related('posts').fetch())).toBe(1);
    expect(await countOf(() => first.load(['posts']))).toBe(1);
    expect(await countOf(() => first.load(['posts']))).toBe(1);
    expect(await countOf(() => rows.load(['posts']))).toBe(1);
    expect(await countOf(() => Promise.resolve(first.related('posts')))).toBe(0);
  });
});
