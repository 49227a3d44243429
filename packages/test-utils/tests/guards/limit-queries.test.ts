import type { Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { allowQueries, captureQueries, limitQueries, RefusedQueryError } from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';

const database = useDatabase();
let pool: Pool;

beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
});

async function send(times: number): Promise<number> {
  for (let sent = 0; sent < times; sent += 1) await pool.query('select $1::int', [sent]); // sent
  return times;
}

describe('limitQueries()', () => {
  it('lets as many queries pass as it is told, and answers what the action returns', async () => {
    expect(await limitQueries(2, () => send(2))).toBe(2);
    expect(await limitQueries(2, () => send(0))).toBe(0);
  });

  it('refuses the next one, and shows what was sent before', async () => {
    const captured = await captureQueries(() =>
      limitQueries(2, () => send(5)).catch((error: unknown) => error as Error),
    );
    expect(captured.queries).toHaveLength(2);
    expect(captured.result).toBeInstanceOf(RefusedQueryError);
    const { message } = captured.result as Error;
    expect(message.replaceAll(/\(\S*limit-queries.test.ts:\d+:\d+\)/g, '(limit-queries.test.ts)'))
      .toMatchInlineSnapshot(`
      "limitQueries(2) refused a query: no more than 2 queries may be sent here.

        select $1::int
        in send (limit-queries.test.ts)

      Sent before it:

        2×  select $1::int  (2 rows)
            in send (limit-queries.test.ts)

      Load rows together instead of one by one, or let it pass: \`allowQueries(() => …)\`."
    `);
  });

  it('counts no transaction control', async () => {
    await limitQueries(1, async () => {
      const client = await pool.connect();
      await client.query('begin');
      await client.query('select 1');
      await client.query('commit');
      client.release();
    });
  });

  it('holds beside a limit around it, whichever is reached first', async () => {
    const nested = (outer: number, inner: number) =>
      limitQueries(outer, async () => {
        await limitQueries(inner, () => send(2));
        await send(1);
      });
    await nested(3, 2);
    await expect(nested(2, 2)).rejects.toThrow(/^limitQueries\(2\) refused a query/);
    await expect(nested(9, 1)).rejects.toThrow(/^limitQueries\(1\) refused a query/);
  });

  it('does not count what allowQueries() lets pass', async () => {
    await limitQueries(1, async () => {
      await allowQueries(() => send(3));
      await send(1);
    });
  });

  it('keeps queries apart that run at the same time under limits of their own', async () => {
    const outcomes = await Promise.allSettled([limitQueries(3, () => send(3)), limitQueries(2, () => send(3))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('says at the end how many it refused where the action went on', async () => {
    const swallow = () => pool.query('select 1').catch(() => undefined);
    await expect(limitQueries(1, () => Promise.all([swallow(), swallow(), swallow()]))).rejects.toThrow(
      'limitQueries(1) refused 2 queries, and the action went on as if nothing had happened: no more than 1 query may be sent here.',
    );
  });

  it.each([-1, 1.5, NaN, '2', undefined])('refuses to be given %s for a number', async (most) => {
    await expect(limitQueries(most as never, () => send(0))).rejects.toThrow(
      /^limitQueries\(\) needs a number of queries, received /,
    );
  });

  it('refuses to be given no function', async () => {
    await expect(limitQueries(1, send(0) as never)).rejects.toThrow(
      /^limitQueries\(1\) needs a function, received a Promise/,
    );
  });
});
