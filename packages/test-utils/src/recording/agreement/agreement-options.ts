import type { CaseRows, CaseTables } from './case-tables.js';

/** Over which data an action must answer what a reference answers. */
export interface AgreementOptions<Tables extends CaseTables = CaseTables> {
  /** Brings the database to hold these rows and no others. */
  readonly populate: (rows: CaseRows<Tables>) => unknown;
  /** Tables to generate rows for, with the kinds of their columns. */
  readonly cases: Tables;
  /** Generated cases, besides those that always run: no rows, one, all alike, all null, all deleted. Defaults to 50. */
  readonly runs?: number;
  /** Rows of a table at most. Defaults to 5. */
  readonly mostRows?: number;
  /** Another number leads to other cases. Defaults to 1: the same cases in every run. */
  readonly seed?: number;
}
