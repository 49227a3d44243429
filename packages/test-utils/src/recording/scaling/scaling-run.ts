import type { Query } from '../query.js';

/** One measured run of the action at one size. */
export interface ScalingRun {
  /** What the action was given: rows of a page. */
  readonly size: number;
  /** Items in the action's result; undefined where they can't be told. */
  readonly items: number | undefined;
  /** Queries that count, in the order they were sent. */
  readonly queries: readonly Query[];
}
