import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import type { CaseRows } from '../../src/recording/agreement/case-tables.js';
import { closePool } from '../support/close-pool.js';
import { messageOf, plainContext } from '../support/plain-context.js';

interface Prediction {
  readonly id: number;
  readonly score: number | null;
}

let postgres: StartedPostgres;
let pool: pg.Pool;

const cases = {
  occurrence: { id: 'id' },
  prediction: { id: 'id', occurrence_id: { of: 'occurrence' }, score: 'number?', deleted_at: 'softDelete' },
} as const;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 2 });
  await pool.query('create table occurrence (id int primary key)');
  await pool.query(`create table prediction (id int primary key, occurrence_id int references occurrence, score float,
    deleted_at timestamptz)`);
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

async function populate({ occurrence, prediction }: CaseRows<typeof cases>): Promise<void> {
  await pool.query('truncate occurrence cascade');
  for (const [table, rows] of Object.entries({ occurrence, prediction })) {
    await pool.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
}

/** The best prediction of each occurrence, one after the other: the highest score, then the first. */
async function naive(): Promise<unknown> {
  const best = [];
  for (const { id } of (await pool.query<{ id: number }>('select id from occurrence order by id')).rows) {
    const sql = 'select id, score from prediction where occurrence_id = $1 and deleted_at is null order by id';
    const { rows } = await pool.query<Prediction>(sql, [id]);
    const [first] = [...rows].sort((one, other) => (other.score ?? -Infinity) - (one.score ?? -Infinity));
    best.push({ id, best: first?.id ?? null });
  }
  return best;
}

const flat =
  (order: string, condition = 'and deleted_at is null') =>
  async () =>
    (
      await pool.query(`select o.id, p.id as best from occurrence o
      left join (select distinct on (occurrence_id) id, occurrence_id from prediction where true ${condition}
        order by occurrence_id, ${order}) p on p.occurrence_id = o.id order by o.id`)
    ).rows as unknown;

const agreeing = (action: () => unknown) =>
  matchers.toAgreeWith.call(plainContext(), action, naive, { populate, cases });

describe('toAgreeWith, over rows of a database', () => {
  it('passes for the flat twin of a loop', async () => {
    expect((await agreeing(flat('score desc nulls last, id'))).pass).toBe(true);
  });

  it('finds that PostgreSQL sorts nulls first, in the fewest rows that show it', async () => {
    const message = await messageOf(agreeing(flat('score desc, id')));
    expect(message.slice(message.indexOf('With these rows'))).toMatchInlineSnapshot(`
      "With these rows, the smallest case that was found, reduced 10 times:
        occurrence:
          { id: 1 }
        prediction:
          { id: 1, occurrence_id: 1, score: 0, deleted_at: null }
          { id: 2, occurrence_id: 1, score: null, deleted_at: null }"
    `);
  });

  it.each([
    ['the last one of equal scores', 'score desc nulls last, id desc', undefined],
    ['deleted predictions', 'score desc nulls last, id', ''],
  ])('finds what prefers %s', async (_, order, condition) => {
    expect((await agreeing(flat(order, condition))).pass).toBe(false);
  });
});
