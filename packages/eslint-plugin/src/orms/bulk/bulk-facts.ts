/** Where a call takes something: an argument, or a property of an argument that is an object. */
export interface Slot {
  readonly argument: number;
  readonly key?: string;
}

/**
 * How a condition is written: an object of columns or a bare key (`object`), a column and its value (`columns`), calls such as
 * `eq(column, value)` (`operators`), or SQL with named values (`text`).
 */
export type ConditionForm = 'object' | 'columns' | 'operators' | 'text';

/** The bulk forms of statements that are written as SQL, by their verb. */
export interface SqlBulkFacts {
  /** Where the values stand, if not in the object that holds the text, or in a template. */
  readonly values: readonly Slot[];
  readonly insert: string;
  /** For updates and deletes that differ in one value of their condition. */
  readonly condition: string;
  /** For any statement at all, where statements can be sent together. */
  readonly together?: string;
}

/**
 * What one call of a write has to do with the form for many rows. All that is in none of its slots has to be the same for all.
 * The calls of a builder add up.
 */
export interface BulkFacts {
  /** The form for many rows, as a message shows it after "Write them all at once:". A builder has it in one of its calls. */
  readonly form?: string;
  /** Rows with values of their own, of which the bulk form takes a list. `receiver` is the row on which the method is called. */
  readonly rows?: 'receiver' | readonly Slot[];
  /** What tells the rows apart: it may differ in one column. */
  readonly where?: 'receiver' | Slot;
  /** Defaults to `object`. */
  readonly condition?: ConditionForm;
  /** The values are those that were assigned to the row before. */
  readonly isAssigned?: boolean;
  /** What the bulk form takes as plain values only: no related rows that are written along. */
  readonly plain?: Slot;
  /** The bulk form gives the rows back, in their order. */
  readonly givesRows?: boolean;
  /** Sends what was collected before, for all rows at once. */
  readonly isFlush?: boolean;
  /** Code of the model that runs for each row. */
  readonly hooks?: {
    readonly names: readonly string[];
    /** The form that runs them as well. Without one there is none that says the same. */
    readonly form?: string;
  };
  readonly sql?: SqlBulkFacts;
}

/** Bulk forms by role and member. */
export type BulkTable = Readonly<Record<string, Readonly<Record<string, BulkFacts>>>>;

/** Gives several members the same facts. */
export function eachBulk(names: readonly string[], facts: BulkFacts): Record<string, BulkFacts> {
  return Object.fromEntries(names.map((name) => [name, facts]));
}
