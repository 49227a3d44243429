import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseTablesError, type AnyRows, type CaseTables } from '../../../src/recording/agreement/case-tables.js';
import { generateRows, pinnedCases } from '../../../src/recording/agreement/generate-rows.js';

const tables = {
  comment: {
    id: 'id',
    post_id: { of: 'post' },
    pinned_post_id: { of: 'post', nullable: true },
    parent_id: { of: 'comment', nullable: true },
    deleted_at: 'softDelete',
  },
  post: {
    id: 'id',
    title: 'text',
    score: 'number?',
    rank: 'integer',
    draft: 'boolean',
    at: 'timestamp',
    kind: ['a', null],
  },
} as const satisfies CaseTables;

const sample = fc.sample(generateRows(fc, tables, 4), { numRuns: 400, seed: 7 });

/** Answers for how many of the cases something holds. */
const countOf = (holds: (rows: AnyRows) => boolean) => sample.filter(holds).length;
const rowsOf = (rows: AnyRows, table: string) => rows[table] ?? [];
const values = (rows: AnyRows, table: string, column: string) => rowsOf(rows, table).map((row) => row[column]);

describe('generateRows', () => {
  it('numbers the rows and keeps to the limit', () => {
    for (const rows of sample) {
      for (const table of ['comment', 'post']) {
        expect(values(rows, table, 'id')).toEqual(rowsOf(rows, table).map((_, index) => index + 1));
        expect(rowsOf(rows, table).length).toBeLessThanOrEqual(4);
      }
    }
  });

  it('refers to rows that are there, of the own table to earlier ones only', () => {
    for (const rows of sample) {
      const posts = values(rows, 'post', 'id');
      for (const { id, post_id: post, parent_id: parent } of rowsOf(rows, 'comment')) {
        expect(posts).toContain(post);
        if (parent !== null) expect(Number(parent)).toBeLessThan(Number(id));
      }
    }
  });

  it.each<[string, (rows: AnyRows) => boolean]>([
    ['no row in any table', (rows) => Object.values(rows).every(({ length }) => length === 0)],
    ['parents without children', (rows) => rowsOf(rows, 'post').length > 0 && rowsOf(rows, 'comment').length === 0],
    ['ties', (rows) => new Set(values(rows, 'post', 'rank')).size < rowsOf(rows, 'post').length],
    ['ties of nulls', (rows) => values(rows, 'post', 'score').filter((score) => score === null).length > 1],
    [
      'some but not all null',
      (rows) => new Set(values(rows, 'post', 'score').map((score) => score === null)).size === 2,
    ],
    [
      'soft-deleted beside living rows',
      (rows) => new Set(values(rows, 'comment', 'deleted_at').map((at) => at === null)).size === 2,
    ],
    [
      'values of the list',
      (rows) => values(rows, 'post', 'kind').includes('a') && values(rows, 'post', 'kind').includes(null),
    ],
    [
      'times that differ by less than a second',
      (rows) =>
        new Set(values(rows, 'post', 'at').map((at) => (at as Date).toISOString().slice(0, 19))).size <
        new Set(values(rows, 'post', 'at').map(Number)).size,
    ],
    [
      'references that are null though there are rows',
      (rows) => rowsOf(rows, 'post').length > 0 && values(rows, 'comment', 'pinned_post_id').includes(null),
    ],
    [
      'rows that refer to another one of their table',
      (rows) => values(rows, 'comment', 'parent_id').some((id) => id !== null),
    ],
  ])('makes cases with %s', (_, holds) => {
    expect(countOf(holds)).toBeGreaterThan(3);
    expect(countOf((rows) => !holds(rows))).toBeGreaterThan(3);
  });

  it('reaches the end of a chain of references, with rows that share what they refer to', () => {
    const chain = {
      site: { id: 'id' },
      occurrence: { id: 'id', site_id: { of: 'site' } },
      detection: { id: 'id', occurrence_id: { of: 'occurrence' }, deleted_at: 'softDelete' },
      algorithm: { id: 'id' },
      score: { id: 'id', detection_id: { of: 'detection' }, algorithm_id: { of: 'algorithm' }, value: 'number?' },
    } as const satisfies CaseTables;
    const cases = fc.sample(generateRows(fc, chain, 5), { numRuns: 200, seed: 11 });
    const sharing = cases.filter((rows) => {
      const keys = rowsOf(rows, 'score').map((row) => [row['detection_id'], row['algorithm_id']].join());
      return new Set(keys).size < keys.length;
    });
    expect(sharing.length).toBeGreaterThan(cases.length / 4);
    const differing = sharing.filter((rows) => new Set(values(rows, 'score', 'value')).size > 1);
    expect(differing.length).toBeGreaterThan(cases.length / 5);
    const living = cases.filter((rows) => values(rows, 'detection', 'deleted_at').includes(null));
    expect(living.length).toBeGreaterThan(cases.length / 2);
  });

  it('leaves out rows until each one that is left is needed', async () => {
    const found = await fc.check(
      fc.asyncProperty(generateRows(fc, tables, 5), (rows) =>
        Promise.resolve(values(rows, 'comment', 'post_id').length < 2),
      ),
      { seed: 5, numRuns: 100 },
    );
    const [smallest] = found.counterexample ?? [];
    expect(Object.entries(smallest ?? {}).map(([table, rows]) => [table, rows.length])).toEqual([
      ['comment', 2],
      ['post', 1],
    ]);
  });

  it('is null only where a column may be', () => {
    for (const rows of sample) {
      for (const row of rowsOf(rows, 'post')) {
        expect([row['title'], row['rank'], row['draft'], row['at']]).not.toContain(null);
      }
    }
  });

  it('reduces to few and simple rows', async () => {
    const found = await fc.check(
      fc.asyncProperty(generateRows(fc, tables, 4), (rows) =>
        Promise.resolve(!values(rows, 'post', 'rank').includes(2)),
      ),
      { seed: 3, numRuns: 200 },
    );
    expect(found.counterexample?.[0]).toEqual({
      comment: [],
      post: [{ id: 1, title: '', score: null, rank: 2, draft: false, at: new Date('2026-01-01T00:00:00Z'), kind: 'a' }],
    });
  });

  it.each<[string, CaseTables, string]>([
    ['a table that is none', { a: { b: { of: 'c' } } }, '`a.b` refers to `c`, which is none of the tables.'],
    [
      'a table without ids',
      { a: { b: { of: 'c' } }, c: { d: 'text' } },
      "`a.b` refers to `c`, which has no column of the kind 'id'.",
    ],
    [
      'the own table without null',
      { a: { id: 'id', b: { of: 'a' } } },
      '`a.b` refers to its own table and must be `nullable`: the first row has none to refer to.',
    ],
    [
      'one another',
      { a: { id: 'id', b: { of: 'c' } }, c: { id: 'id', d: { of: 'a' } } },
      '`cases` refers in a circle: a -> c -> a.',
    ],
    ['an unknown kind', { a: { b: 'money' as 'text' } }, '`a.b` has no kind that can be generated: see CaseColumn.'],
    ['an empty list', { a: { b: [] } }, '`a.b` has no kind that can be generated: see CaseColumn.'],
    ['a number', { a: { b: 5 as unknown as 'text' } }, '`a.b` has no kind that can be generated: see CaseColumn.'],
  ])('refuses %s', (_, given, message) => {
    expect(() => generateRows(fc, given, 4)).toThrow(new CaseTablesError(message));
  });
});

describe('pinnedCases', () => {
  it('holds no rows, one, several alike, without values, and deleted', () => {
    const small = {
      post: { id: 'id', score: 'number?', deleted_at: 'softDelete', author_id: { of: 'author' } },
      author: { id: 'id' },
    } as const;
    const time = new Date('2026-01-01T00:00:00Z');
    const posts = (score: number | null, deleted: Date | null) =>
      [1, 2, 3].map((id) => ({ id, score, deleted_at: deleted, author_id: 1 }));
    const authors = [{ id: 1 }, { id: 2 }, { id: 3 }];
    expect(pinnedCases(small, 5)).toEqual([
      { post: [], author: [] },
      { post: [{ id: 1, score: 0, deleted_at: null, author_id: 1 }], author: [{ id: 1 }] },
      { post: posts(0, null), author: authors },
      { post: posts(null, null), author: authors },
      { post: posts(0, time), author: authors },
    ]);
  });

  it('holds the simplest value of each kind, and null for a reference that leads to nothing', () => {
    const simple = {
      post: { id: 'id', kind: ['draft', 'live'], title: 'text', author_id: { of: 'author', nullable: true } },
      author: { id: 'id', parent_id: { of: 'author', nullable: true } },
    } as const;
    expect(pinnedCases(simple, 5)[1]).toEqual({
      post: [{ id: 1, kind: 'draft', title: '', author_id: 1 }],
      author: [{ id: 1, parent_id: null }],
    });
  });

  it('keeps to the limit', () => {
    expect(pinnedCases({ post: { id: 'id' } }, 2).map((rows) => rowsOf(rows, 'post').length)).toEqual([0, 1, 2, 2, 2]);
  });
});
