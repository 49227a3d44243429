import type { Query } from '../query.js';
import type { Observation } from './observation.js';

/** One measured run of the action at one size. */
export interface ScalingRun {
  /** What the action was given: rows of a page. */
  readonly size: number;
  /** Items in the action's result; undefined where they can't be told. */
  readonly items: number | undefined;
  /** Queries that count, in the order they were sent. */
  readonly queries: readonly Query[];
}

/** A run with what the gates need to know about it. */
export interface ObservedRun extends ScalingRun {
  readonly observation: Observation<unknown>;
  /** Status of a response that reports an error. */
  readonly httpError: number | undefined;
  /** Elements of all lists in the result, at any depth. */
  readonly elements: number;
}

/** A function of the test threw, so that there is nothing to judge. */
export interface FailedRun {
  readonly status: 'threw';
  readonly during: 'action' | 'populate' | 'reset' | 'items';
  readonly error: unknown;
  readonly size: number;
  /** Queries that the action had sent. */
  readonly queries: readonly Query[];
}
