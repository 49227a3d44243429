import { returnsRows } from '../returns-rows.js';
import type { ScalingCount } from './scaling-options.js';
import type { Weight } from './shape-tally.js';

/** What one query counts for, by what is counted. */
export const weights: Readonly<Record<ScalingCount, Weight>> = {
  queries: () => 1,
  statements: ({ statements }) => statements,
  roundTrips: ({ roundTrips }) => roundTrips,
  rows: (query) => (returnsRows(query) ? (query.rows ?? 0) : 0),
};
