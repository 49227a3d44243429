import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { notMultiplyRows } from '../../src/matchers/not-multiply-rows.js';
import { items, makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toNotMultiplyRows = actionMatcher('toNotMultiplyRows', notMultiplyRows, observeRun);

function check(run: Run, options?: unknown, isNot = false) {
  return toNotMultiplyRows.call(plainContext(isNot), () => run, options);
}

const rows = (count: number) => items(count).map((id) => ({ id }));
const posts = (count: number, images: number, tags: number) =>
  items(count).map((id) => ({ id, images: rows(images), tags: rows(tags) }));
const join = (count: number | null) =>
  makeQuery('select * from post left join image on a = b left join tag on a = b where id = $1', count, {
    callSite: siteAt('src/posts.ts', 40, 'withAll'),
    values: [7],
  });

describe('toNotMultiplyRows', () => {
  it('passes where a join returns what its largest collection holds', async () => {
    expect((await check({ result: posts(5, 3, 4), queries: [join(20)] })).pass).toBe(true);
    expect((await check({ result: posts(5, 3, 4), queries: [join(21)] })).pass).toBe(false);
  });

  it('passes where no read joins two tables to the first', async () => {
    expect((await check({ result: 5, queries: [page(1000)] })).pass).toBe(true);
  });

  it('fails for more rows than the result holds, though its collections are too small to show a product', async () => {
    expect((await check({ result: posts(5, 1, 1), queries: [join(6)] })).pass).toBe(false);
  });

  it('does not ask for the rows of a write', async () => {
    const write = makeQuery('update post set a = 1', null);
    expect((await check({ result: posts(5, 3, 4), queries: [join(20), write] })).pass).toBe(true);
  });

  it('explains which join, and of which collections it returns the product', async () => {
    const uncounted = [makeQuery('begin', 0, { uncounted: 'transaction' })];
    const run = { result: posts(5, 3, 4), queries: [page(5), join(60)], observation: { uncounted } };
    expect(await messageOf(check(run))).toMatchInlineSnapshot(`
      "expect(action).toNotMultiplyRows()

      Expected rows of a join: at most 20, which is what the result holds
      Received rows of a join: 60, 12 per item

        1×  select * from post left join image on a = b left join tag on a = b where id = $1  (60 rows)
            in withAll (src/posts.ts:40:5)

      60 rows are the product of \`images\` and \`tags\`.

      Load one collection with the items and each other one by a query of its own, or have the database gather it by \`json_agg\`. ORMs have an option for it, such as \`relationLoadStrategy: 'query'\` in TypeORM and \`separate: true\` in Sequelize.

      Not counted: 1 of transaction control (begin)."
    `);
  });

  it('names no collections where the product is none of theirs', async () => {
    expect(await messageOf(check({ result: posts(5, 3, 4), queries: [join(61)] }))).not.toContain('product of');
  });

  it('reads the body of a response, and an object as one item', async () => {
    const body = JSON.stringify({ data: posts(5, 3, 4) });
    expect((await check({ result: new Response(body), queries: [join(20)] })).pass).toBe(true);
    expect((await check({ result: new Response(body), queries: [join(60)] })).pass).toBe(false);
    expect((await check({ result: posts(1, 3, 4)[0], queries: [join(12)] })).pass).toBe(false);
    expect((await check({ result: posts(1, 3, 4)[0], queries: [join(4)] })).pass).toBe(true);
  });

  it('prints values only where asked to', async () => {
    const run = { result: posts(5, 3, 4), queries: [join(60)] };
    expect(await messageOf(check(run))).not.toContain('values');
    expect(await messageOf(check(run, { showValues: true }))).toContain('values: [ 7 ]');
  });

  it('explains that nothing was multiplied though it should be', async () => {
    const run = { result: posts(5, 3, 4), queries: [join(20)] };
    expect(await messageOf(check(run, {}, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toNotMultiplyRows({})

      Expected rows of a join: more than 20, which is what the result holds
      Received rows of a join: 20, 4 per item

        1×  select * from post left join image on a = b left join tag on a = b where id = $1  (20 rows)
            in withAll (src/posts.ts:40:5)"
    `);
  });

  it('holds rows against what the test says', async () => {
    const run = { result: 5, queries: [join(20)] };
    expect((await check(run, { held: (result: number) => result * 4 })).pass).toBe(true);
    expect((await check(run, { held: (result: number) => result * 3 })).pass).toBe(false);
  });

  describe('without evidence', () => {
    it('throws where the result shows no two collections', async () => {
      expect(String(await rejectionOf(check({ result: items(5), queries: [join(20)] })))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotMultiplyRows() can't tell whether rows were multiplied: a join returned more of them than the 5 rows that the result holds, but the result has no two collections whose product they could be. Return what was loaded, or pass \`held: (result) => …\`, the rows that the result takes.

          1×  select * from post left join image on a = b left join tag on a = b where id = $1  (20 rows)
              in withAll (src/posts.ts:40:5)"
      `);
      expect((await rejectionOf(check({ queries: [join(20)] }, {}, true))).name).toBe('MissingEvidenceError');
      expect((await check({ result: items(5), queries: [join(5)] })).pass).toBe(true);
    });

    it('throws where the collections are too small for a product to show', async () => {
      expect(String(await rejectionOf(check({ result: posts(5, 1, 4), queries: [join(20)] })))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotMultiplyRows() would not see multiplied rows: no item holds two elements each in two of \`images\` and \`tags\`. Seed at least two for the same item.

          1×  select * from post left join image on a = b left join tag on a = b where id = $1  (20 rows)
              in withAll (src/posts.ts:40:5)"
      `);
      expect((await check({ result: posts(5, 1, 4), queries: [join(20)] }, {}, true)).pass).toBe(true);
      expect((await check({ result: posts(5, 1, 4), queries: [page(5)] })).pass).toBe(true);
    });

    it('throws where rows are unknown', async () => {
      expect(String(await rejectionOf(check({ result: posts(5, 3, 4), queries: [join(null)] }))))
        .toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotMultiplyRows() can't tell how many rows 1 query fetched: not ended when the action settled, or ended without a number. Await them in the action.

          1×  select * from post left join image on a = b left join tag on a = b where id = $1
              in withAll (src/posts.ts:40:5)"
      `);
      const failed = { ...join(null), error: new Error('away') };
      expect((await check({ result: posts(5, 3, 4), queries: [failed] })).pass).toBe(true);
    });

    it('throws where the response is an error, and where no query was sent', async () => {
      const response = new Response('[]', { status: 503 });
      expect(String(await rejectionOf(check({ result: response, queries: [join(1)] })))).toMatchInlineSnapshot(
        `"MissingEvidenceError: toNotMultiplyRows() needs a successful response, received status 503. An error page runs few queries at any size: make the request succeed."`,
      );
      expect((await rejectionOf(check({ result: posts(5, 3, 4) }))).message).toMatch(
        /^toNotMultiplyRows\(\) saw no query/,
      );
    });
  });

  it.each<[unknown, string]>([
    [{ held: 5 }, 'takes a function for `held`, received 5.'],
    [{ held: () => 'many' }, "needs a number of rows from `held`, received 'many'."],
    [{ most: 5 }, 'takes the options held, strict and showValues, received { most: 5 }.'],
  ])('refuses %j', async (options, message) => {
    const rejection = await rejectionOf(check({ result: [], queries: [page(1)] }, options));
    expect(String(rejection)).toBe(`MatcherError: toNotMultiplyRows() ${message}`);
  });
});
