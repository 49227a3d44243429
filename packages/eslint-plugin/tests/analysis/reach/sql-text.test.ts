import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/analysis/facts/expression.js';
import { kindOfSql } from '../../../src/analysis/reach/sql-text.js';
import { moduleOf } from '../../support/parse.js';

/** The first argument of the last call of `code`. */
function argumentOf(code: string): Expression | undefined {
  return moduleOf(code).functions[0]?.calls.at(-1)?.args[0];
}

const kindOf = (sql: string) => kindOfSql({ kind: 'string', value: sql });

describe('kindOfSql', () => {
  it.each([
    'SELECT 1',
    '  select * from tag',
    '(SELECT 1) UNION (SELECT 2)',
    'VALUES (1)',
    'TABLE tag',
    'EXPLAIN SELECT 1',
    'FETCH 10 FROM rows',
    'CALL refresh()',
    'WITH one AS (SELECT 1) SELECT * FROM one',
    '-- the newest\nSELECT 1',
    '/* by id */ SELECT 1',
    '/* two\n lines */\n-- and one\n  SELECT 1',
  ])('takes %j as a read', (sql) => {
    expect(kindOf(sql)).toBe('read');
  });

  it.each([
    'INSERT INTO tag VALUES (1)',
    'update tag set name = 1',
    'DELETE FROM tag',
    'MERGE INTO tag USING x ON true WHEN MATCHED THEN DELETE',
    'TRUNCATE tag',
    'CREATE TABLE tag ()',
    'COPY tag FROM STDIN',
    '-- SELECT\nDELETE FROM tag',
    'WITH gone AS (DELETE FROM tag RETURNING *) SELECT * FROM gone',
    'WITH one AS (SELECT 1) INSERT INTO tag SELECT * FROM one',
    'WITH one AS (SELECT 1) UPDATE tag SET name = 2',
  ])('takes %j as a write', (sql) => {
    expect(kindOf(sql)).toBe('write');
  });

  it.each(['BEGIN', 'START TRANSACTION', 'COMMIT', 'ROLLBACK TO one', 'SAVEPOINT one', 'RELEASE one', "SET x = 'y'"])(
    'takes %j as neither',
    (sql) => {
      expect(kindOf(sql)).toBe('none');
    },
  );

  it('takes the name of a column that sounds like a verb as what it is', () => {
    expect(kindOf('SELECT deleted_from, update_set FROM tag')).toBe('read');
    expect(kindOf('WITH one AS (SELECT inserted_into FROM tag) SELECT * FROM one')).toBe('read');
  });

  it('takes text that the code does not show as a read', () => {
    expect(kindOfSql(undefined)).toBe('read');
    expect(kindOfSql(argumentOf('export const run = 1; query(sql);'))).toBe('read');
  });

  it.each([
    ['a template', 'query(`DELETE FROM ${table}`)'],
    ['a tag', 'query(sql`DELETE FROM ${table}`)'],
    ['a sum', "query('DELETE FROM ' + table)"],
    ['a sum of several parts', "query('DELETE ' + 'FROM ' + table)"],
    ['a constant', "const text = 'DELETE FROM tag'; query(text)"],
    ['a constant of a constant', "const a = 'DELETE FROM tag'; const b = a; query(b)"],
    ['a query object', "query({ text: 'DELETE FROM tag', values: [] })"],
    ['a constant query object', "const gone = { text: 'DELETE FROM tag' }; query(gone)"],
    ['a cast', "query('DELETE FROM tag' as string)"],
  ])('reads the text of %s', (_form, code) => {
    expect(kindOfSql(argumentOf(code))).toBe('write');
  });

  it('takes a name that is given several values as a read', () => {
    expect(kindOfSql(argumentOf("let text = 'DELETE FROM tag'; text = other; query(text)"))).toBe('read');
  });

  it('ends at a name that stands for itself', () => {
    expect(kindOfSql(argumentOf('const a = b; const b = a; query(a)'))).toBe('read');
  });
});
