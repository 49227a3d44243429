import type { AgreementOptions } from '../recording/agreement/agreement-options.js';
import type { CaseRows, CaseTables } from '../recording/agreement/case-tables.js';
import type { GrowthOptions, ScalingOptions } from '../recording/scaling/scaling-options.js';
import type { IndexOptions } from './be-served-by-indexes.js';
import type { ExpectedQueries } from './execute-queries.js';
import type { DuplicateOptions } from './not-duplicate-queries.js';
import type { MultiplyOptions } from './not-multiply-rows.js';
import type { RepeatOptions } from './not-repeat-queries.js';
import type { ExpectedRows } from './return-at-most-rows.js';
import type { SnapshotOptions } from './snapshot-matcher.js';
import type { PrintOptions, QueryOptions } from './take-options.js';

/** What the matchers add to `expect(action)`. Each must be awaited. */
export interface QueryAssertions {
  /**
   * Passes when the action sends that many queries through node-postgres; transaction control and connection set-up do
   * not count. Fails where it would pass but queries were sent after the action had settled.
   *
   * @param expected - A number; `{ min, max }`; numbers by kind (`{ select: 2, insert: 1 }`), or by table
   * (`{ tables: { users: 1 } }`). Kinds or tables that are not named are expected not to occur.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toExecuteQueries(2);
   */
  toExecuteQueries(expected: ExpectedQueries, options?: QueryOptions): Promise<void>;

  /**
   * Passes when the action sends at most that many queries, and at least one.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toExecuteAtMostQueries(3);
   */
  toExecuteAtMostQueries(most: number, options?: QueryOptions): Promise<void>;

  /**
   * Passes when the action sends no query, in a process that uses node-postgres.
   *
   * @example
   * await expect(() => serialize(posts)).toExecuteNoQueries();
   */
  toExecuteNoQueries(options?: QueryOptions): Promise<void>;

  /**
   * Passes when the action sends a query that matches.
   *
   * @param pattern - A part of a statement, as messages print it or as it is sent, or a regular expression for either.
   * @param times - How many must match. Defaults to at least one.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toExecuteQueryMatching(/from post .* limit/, 1);
   */
  toExecuteQueryMatching(pattern: string | RegExp, times?: number, options?: QueryOptions): Promise<void>;

  /**
   * Passes when no line of the application runs one statement for one value after the other, as a loop does. Fails where
   * no read returned two rows: then a query per row would not show.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toNotRepeatQueries();
   */
  toNotRepeatQueries(options?: RepeatOptions): Promise<void>;

  /**
   * Passes when no statement runs twice with the same values, from whatever line.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toNotDuplicateQueries();
   */
  toNotDuplicateQueries(options?: DuplicateOptions): Promise<void>;

  /**
   * Passes when the reads of the action return no more rows together.
   *
   * @param most - A number of rows, or `{ perItem }`, rows for each item of the result.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toReturnAtMostRows({ perItem: 5 });
   */
  toReturnAtMostRows<Result = unknown>(most: ExpectedRows<Result>, options?: QueryOptions): Promise<void>;

  /**
   * Passes when no read returns more columns.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toSelectAtMostColumns(8);
   */
  toSelectAtMostColumns(most: number, options?: QueryOptions): Promise<void>;

  /**
   * Passes when no read returns the product of two collections: a join with images and with tags returns each image once
   * for each tag. Rows are held against what the action returns.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toNotMultiplyRows();
   */
  toNotMultiplyRows<Result = unknown>(options?: MultiplyOptions<Result>): Promise<void>;

  /**
   * Passes when an index can serve each read: PostgreSQL, made to use indexes, has one for what is looked for in each table.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toBeServedByIndexes();
   */
  toBeServedByIndexes(options?: IndexOptions): Promise<void>;

  /**
   * Passes when the action holds no more connections at the same time.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toUseAtMostConnections(1);
   */
  toUseAtMostConnections(most: number, options?: QueryOptions): Promise<void>;

  /**
   * Passes when the action sends each statement as often for a large page as for a small one. Fails where
   * that is not proved: see the guide's "When it throws instead". Can't be negated.
   *
   * @example
   * await expect((pageSize: number) => listPosts({ limit: pageSize })).toNotScaleWithPageSize();
   */
  toNotScaleWithPageSize<Result = unknown>(options?: ScalingOptions<Result>): Promise<void>;

  /**
   * Passes when the action sends each statement as often for much data as for little: for many children of one parent,
   * many parents, many tenants. Fails where that is not proved. Can't be negated.
   *
   * @param populate - Brings the data from `previous` to `size`, outside of the measurement.
   *
   * @example
   * await expect(() => getPost(postId)).toNotScaleWith((size, previous) => addComments(postId, size - previous));
   */
  toNotScaleWith<Result = unknown>(
    populate: (size: number, previous: number) => unknown,
    options?: GrowthOptions<Result>,
  ): Promise<void>;

  /**
   * Passes when the action answers what the reference answers, over generated data with ties, nulls, duplicates, soft-deleted
   * rows and none at all: the flat version gives the same answer as the naive one. Needs fast-check.
   *
   * @param reference - Known to be right. Both are given the rows.
   *
   * @example
   * await expect(() => bestScores()).toAgreeWith(() => bestScoresInMemory(), {
   *   populate: ({ score }) => replaceScores(score),
   *   cases: { score: { id: 'id', value: 'number?', deleted_at: 'softDelete' } },
   * });
   */
  toAgreeWith<const Tables extends CaseTables>(
    reference: (rows: CaseRows<Tables>) => unknown,
    options: AgreementOptions<Tables>,
  ): Promise<void>;
}

/**
 * What the matchers of snapshots add to `expect(action)` and to `expect(capture)`, where the capture is finished. Of an action they
 * must be awaited; of a capture they have answered when they return, and may be.
 */
export interface SnapshotAssertions {
  /**
   * Passes when the queries are those of the recorded snapshot: each shape with how often it ran, in order. The runner keeps
   * it beside its other snapshots, writes it the first time, and updates it by `-u`. Can't be negated.
   *
   * @param hint - Is added to the name of the snapshot: for several in one test.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toMatchQuerySnapshot();
   */
  toMatchQuerySnapshot(hint?: string): Promise<void>;
  toMatchQuerySnapshot(options: SnapshotOptions, hint?: string): Promise<void>;

  /**
   * Passes when the queries are those of the snapshot in the test, which the runner writes there. In Jest, and in Vitest since
   * 4.1. Can't be negated.
   *
   * @param snapshot - Is written by the runner.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toMatchInlineQuerySnapshot(`
   *   1× select * from post order by id limit $1
   *   1× select * from author where id in (…)
   * `);
   */
  toMatchInlineQuerySnapshot(snapshot?: string): Promise<void>;
  toMatchInlineQuerySnapshot(options: SnapshotOptions, snapshot?: string): Promise<void>;
}

/** What the matchers add to `expect(capture)`, where the capture is finished. They answer at once. */
export interface CaptureAssertions {
  /**
   * Passes when the capture holds that many queries, as `toExecuteQueries` counts them.
   *
   * @example
   * expect(await captureQueries(() => listPosts({ limit: 25 }))).toHaveExecutedQueries(2);
   */
  toHaveExecutedQueries(expected: ExpectedQueries, options?: PrintOptions): void;

  /** Passes when the capture holds at most that many queries, and at least one. */
  toHaveExecutedAtMostQueries(most: number, options?: PrintOptions): void;

  /** Passes when the capture holds no query. */
  toHaveExecutedNoQueries(options?: PrintOptions): void;

  /** Passes when the capture holds a query that matches, as `toExecuteQueryMatching` tells. */
  toHaveExecutedQueryMatching(pattern: string | RegExp, times?: number, options?: PrintOptions): void;

  /** Passes when the reads of the capture returned no more rows together. */
  toHaveReturnedAtMostRows(most: number, options?: PrintOptions): void;

  /** Passes when no read of the capture returned more columns. Needs `captureQueries(action, { columns: true })`. */
  toHaveSelectedAtMostColumns(most: number, options?: PrintOptions): void;
}

/** What the matchers of a capture add to `expect` itself, for use inside of `toEqual`. */
export type AsymmetricAssertions = {
  [Name in keyof CaptureAssertions]: (...given: Parameters<CaptureAssertions[Name]>) => unknown;
};

/** {@link CaptureAssertions} whose answers are of another type: behind Jest's `.resolves` they are promises. */
export type AnsweringAssertions<Answer> = {
  [Name in keyof CaptureAssertions]: (...given: Parameters<CaptureAssertions[Name]>) => Answer;
};
