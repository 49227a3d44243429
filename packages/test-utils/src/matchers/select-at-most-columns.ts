import { returnsRows } from '../recording/returns-rows.js';
import { explainColumns, explainUnknownColumns } from '../report/explain-columns.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MissingEvidenceError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeCount } from './take-count.js';
import { takeOptions } from './take-options.js';

/** Asserts that no read returns more columns. */
export const selectAtMostColumns: QueryAssertion<Taken & { readonly most: number }> = {
  keeps: { columns: true },
  take: (matcher, [most, options]) => ({
    most: takeCount(matcher, most, 'columns', 1),
    ...takeOptions(matcher, options, []),
  }),
  judge: ({ matcher, expected: { most }, observation }) => {
    ensureSomethingSent(matcher, observation);
    const reads = observation.queries.filter((query) => returnsRows(query) && query.kind !== 'copy');
    const unknown = reads.filter(({ columns, error }) => columns === undefined && error === undefined);
    if (unknown.length > 0 || reads.length === 0) {
      throw new MissingEvidenceError(explainUnknownColumns(matcher, unknown));
    }
    const wide = reads.filter(({ columns = 0 }) => columns > most);
    return {
      pass: wide.length === 0,
      explain: (printing) => explainColumns({ ...printing, most, wide, reads, observation }),
    };
  },
};
