import type { Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { detectRepeats, InvalidActionError, queriesBeforeError } from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';
import { markedLines, sitesOf, textsOf } from '../interceptor/support/marked-lines.js';

const database = useDatabase();
const line = markedLines(__filename);

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
});

async function listPosts(limit: number): Promise<unknown[]> {
  const posts = await pool.query<{ id: number }>('select id from generate_series(1, $1) as id', [limit]); // the list
  return Promise.all(posts.rows.map(({ id }) => authorOf(id)));
}

async function authorOf(id: number): Promise<unknown> {
  const { rows } = await pool.query<{ name: string }>(`select 'author ' || $1::int as name`, [id]); // the author
  return rows[0]?.name;
}

describe('detectRepeats', () => {
  it('runs the action once and reports what one line repeats, with the read whose rows it follows', async () => {
    const { result, repeats, report, queries } = await detectRepeats(() => listPosts(10));
    expect(result).toHaveLength(10);
    expect(queries).toHaveLength(11);
    const [repeat, ...others] = repeats;
    expect(others).toEqual([]);
    expect(repeat).toMatchObject({ times: 10, differentValues: 10 });
    expect(sitesOf(repeat?.queries ?? [])).toEqual(Array(10).fill(line('the author')));
    expect(sitesOf(repeat?.parent === undefined ? [] : [repeat.parent])).toEqual([line('the list')]);
    expect(report.replace(/\(.*detect-repeats\.test\.ts:\d+:\d+\)/g, '(<line>)')).toMatchInlineSnapshot(`
      "Similar query executed 10 times, each time with other values:
        select $1 || $2::int as name
        in authorOf (<line>)
        once per row of: select id from generate_series($1, $2) as id
                         in listPosts (<line>)

      One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('finds nothing where nothing repeats', async () => {
    const { repeats, report } = await detectRepeats(() => listPosts(1));
    expect(repeats).toEqual([]);
    expect(report).toBe('No similar query executed more than once (2 queries).');
  });

  it('lets a statement run as often as it is told', async () => {
    expect((await detectRepeats(() => listPosts(3), { max: 3 })).repeats).toEqual([]);
    expect((await detectRepeats(() => listPosts(4), { max: 3 })).repeats).toHaveLength(1);
  });

  it('tells a statement that asks the same each time', async () => {
    const { repeats, report } = await detectRepeats(() => Promise.all([1, 1, 1].map(authorOf)));
    expect(repeats.map(({ differentValues }) => differentValues)).toEqual([1]);
    expect(report).toContain('always with the same values');
  });

  it('shows no values', async () => {
    const { report } = await detectRepeats(() => Promise.all([123_456, 123_457].map(authorOf)));
    expect(report).not.toContain('12345');
  });

  it('throws what the action throws, unchanged', async () => {
    const failure = new RangeError('no');
    const failing = detectRepeats(async () => {
      await authorOf(1);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(textsOf(queriesBeforeError(failure)?.queries ?? [])).toHaveLength(1);
  });

  it('refuses what is no function', async () => {
    const refusal: unknown = await detectRepeats(listPosts(1) as never).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidActionError);
    expect((refusal as Error).message).toMatch(/^detectRepeats\(\) needs a function, received a Promise: /);
  });

  it.each([0, 1.5, Number.NaN, '2'])('refuses %j as max', async (max) => {
    await expect(detectRepeats(() => 1, { max: max as number })).rejects.toThrow(
      new RangeError(`detectRepeats() needs a whole number of 1 or more as \`max\`, received ${String(max)}.`),
    );
  });
});
