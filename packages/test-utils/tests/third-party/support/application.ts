import type { CallSiteFallback } from '@flatquery/test-utils';
import type { Target } from './domain.js';

/** Actions that send one query per id, and the names of the lines that send them. */
export type Lookup = 'sequential' | 'parallel' | 'transaction';

/** The posts of all authors, in both ways of an ORM. */
export interface Relation<Db> {
  /** Loads the authors, then the posts of each in the line `lazy`. */
  readonly lazy: (db: Db) => Promise<unknown>;
  /** Loads the authors with their posts in the line `eager`. */
  readonly eager: (db: Db) => Promise<unknown>;
  /** Queries of {@link Relation.eager}. */
  readonly eagerQueries: 1 | 2;
}

/**
 * How an application uses one ORM or driver. Every line that sends a query ends with a comment that names it: `// sequential`
 * for the one of {@link Application.sequential}, and so on.
 */
export interface Application<Db> {
  readonly name: string;
  /** The file of the named lines. */
  readonly file: string;
  readonly open: (target: Target) => Db | Promise<Db>;
  readonly close: (db: Db) => unknown;
  /** Looks authors up one after the other. */
  readonly sequential: (db: Db, ids: readonly number[]) => Promise<unknown>;
  /** Looks authors up at the same time. */
  readonly parallel: (db: Db, ids: readonly number[]) => Promise<unknown>;
  /** Looks authors up one after the other, in a transaction that is begun in the line `begin`. */
  readonly transaction: (db: Db, ids: readonly number[]) => Promise<unknown>;
  /** Hands the look-up of an author to its caller, without a frame that awaits it. */
  readonly unawaited: (db: Db, id: number) => PromiseLike<unknown>;
  /** True where that calls the driver, so that the line `unawaited` is found. */
  readonly isCalledAtOnce?: boolean;
  /** Sends a query that fails. */
  readonly failing: (db: Db) => Promise<unknown>;
  /** Inserts an author, updates it and deletes it again, in the lines `insert`, `update` and `delete`. */
  readonly write: (db: Db) => Promise<unknown>;
  readonly relation?: Relation<Db>;
  /** Parts of what it sends by itself before the first query of a pool of one connection, in that order. */
  readonly setup: readonly string[];
  /** Parts of what begins and ends a transaction. */
  readonly control: readonly [string, string];
  /** For lines that it can't be held to: what stands in for them. */
  readonly fallbacks?: Readonly<
    Partial<Record<Lookup | 'unawaited' | 'failing' | 'write' | 'lazy' | 'eager', CallSiteFallback>>
  >;
}
