import { describe, expect, it } from 'vitest';
import { kindOfSql } from '../../../src/analysis/reach/sql-kind.js';

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
    'SELECT pg_notify(name, $1) FROM tag',
    'SELECT pg_size_pretty($1)',
    '/* two\n lines */\n-- and one\n  SELECT 1',
  ])('takes %j as a read', (sql) => {
    expect(kindOfSql(sql)).toBe('read');
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
    'SELECT pg_notify($1, $2)',
    'select pg_catalog.pg_notify($1, $2)',
    'SELECT pg_advisory_xact_lock(hashtext($1))',
  ])('takes %j as a write', (sql) => {
    expect(kindOfSql(sql)).toBe('write');
  });

  it.each([
    'BEGIN',
    'START TRANSACTION',
    'COMMIT',
    'ROLLBACK TO one',
    'SAVEPOINT one',
    'RELEASE one',
    "SET x = 'y'",
    "SELECT set_config('x', $1, true)",
  ])('takes %j as neither', (sql) => {
    expect(kindOfSql(sql)).toBe('none');
  });

  it('takes the name of a column that sounds like a verb as what it is', () => {
    expect(kindOfSql('SELECT deleted_from, update_set FROM tag')).toBe('read');
    expect(kindOfSql('WITH one AS (SELECT inserted_into FROM tag) SELECT * FROM one')).toBe('read');
  });
});
