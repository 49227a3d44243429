/** Sends statements of many sorts through an ORM: reads, writes, and what builds its tables. */
export interface Statements<Db> {
  /**
   * Sends one statement of each sort.
   *
   * @param size - Length of lists, from 1; values differ with it.
   */
  readonly send: (db: Db, size: number) => Promise<unknown>;
  /** Creates tables, in a schema that has none. */
  readonly createTables?: (db: Db) => Promise<unknown>;
}

/** Answers `size` ids that differ for every size. */
export function idsOf(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => size * 100 + index);
}

/** Answers `size` names that differ for every size. */
export function namesOf(size: number): readonly string[] {
  return idsOf(size).map((id) => `Author ${id}`);
}
