import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { Author, objectionApplication } from './applications/objection.js';
import { describeDriver } from './support/describe-driver.js';

const open = describeDriver(objectionApplication);

describe('Objection', () => {
  const columns = /^select \* from information_schema\.columns where table_name/;

  it('has the columns that it looks up for its first joined graph told apart as set-up', async () => {
    const db = await open();
    const load = (): PromiseLike<unknown> => Author.query(db).withGraphJoined('posts');
    const first = await captureQueries(load);
    expect(first.queries).toHaveLength(1);
    expect(first.uncounted.map(({ uncounted }) => uncounted)).toEqual(['setup', 'setup']);
    for (const { sql } of first.uncounted) expect(sql).toMatch(columns);
    const second = await captureQueries(load);
    expect(second.queries).toHaveLength(1);
    expect(second.uncounted).toEqual([]);
  });

  it('has the same look-up counted when the application asks for it', async () => {
    const db = await open();
    const { queries } = await captureQueries(async () => {
      await Author.query(db).columnInfo();
    });
    expect(queries.map(({ sql }) => sql)).toEqual([expect.stringMatching(columns)]);
  });
});
