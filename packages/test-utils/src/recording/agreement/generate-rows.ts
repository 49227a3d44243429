import type * as fastCheck from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { AnyRows, CaseColumn, CaseTables, ColumnKind } from './case-tables.js';
import { CaseTablesError, orderTables, referenceOf } from './case-tables.js';

/** The library that generates and shrinks. */
export type FastCheck = typeof fastCheck;

/** Small choices, so that rows tie; the first value is the simplest. */
const choices: Readonly<Record<ColumnKind, readonly unknown[]>> = {
  integer: [0, 1, 2, -1],
  number: [0, 1, 0.5, -0.5],
  text: ['', 'a', 'A', 'b', "it's", 'ä'],
  boolean: [false, true],
  timestamp: [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z'), new Date('2026-01-02T00:00:00.001Z')],
};

/** A reference before the rows that it leads to are known. */
type Draft = Readonly<Record<string, unknown>>;

/**
 * Generates the rows of all tables, from none to `mostRows` each.
 *
 * @throws {CaseTablesError} Where the tables can't be generated.
 */
export function generateRows(fc: FastCheck, tables: CaseTables, mostRows: number): Arbitrary<AnyRows> {
  const drafts = Object.fromEntries(
    Object.entries(tables).map(([table, columns]) => [
      table,
      generateDrafts(fc, fc.record(generateColumns(fc, table, columns)), mostRows),
    ]),
  );
  const order = orderTables(tables);
  return fc.record(drafts).map((all) => resolveRows(tables, order, all));
}

/**
 * Lists the cases that no choice of the generator may leave out: no rows, one row each, rows that are all alike, rows
 * without any value, rows that are all deleted.
 */
export function pinnedCases(tables: CaseTables, mostRows: number): readonly AnyRows[] {
  const order = orderTables(tables);
  const made = (rows: number, choose: (column: CaseColumn) => unknown): AnyRows => {
    const drafts = Object.entries(tables).map(([table, columns]): [string, Draft[]] => {
      const draft = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, choose(column)]));
      return [table, Array.from({ length: rows }, () => draft)];
    });
    return resolveRows(tables, order, Object.fromEntries(drafts));
  };
  const several = Math.min(3, mostRows);
  return [
    made(0, simplest),
    made(1, simplest),
    made(several, simplest),
    made(several, (column) => (isNullable(column) ? null : simplest(column))),
    made(several, (column) => (column === 'softDelete' ? choices.timestamp[0] : simplest(column))),
  ];
}

/**
 * Most tables hold several rows: what lies at the end of a chain of references is there only if all tables on the way have
 * rows. Each row and each table can be left out, so that a case is reduced to the rows that it takes.
 */
function generateDrafts(fc: FastCheck, row: Arbitrary<Draft>, mostRows: number): Arbitrary<readonly Draft[]> {
  const rows = fc.tuple(...Array.from({ length: mostRows }, () => fc.option(row, { freq: 3 })));
  return fc.option(rows, { freq: 12 }).map((drawn) => (drawn ?? []).filter((draft) => draft !== null));
}

/** Rows that share what they refer to are compared with each other: the first one gets the most of them. */
function generateReference(fc: FastCheck): Arbitrary<number> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(100) });
}

function generateColumns(
  fc: FastCheck,
  table: string,
  columns: Readonly<Record<string, CaseColumn>>,
): Record<string, Arbitrary<unknown>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, generateColumn(fc, `${table}.${name}`, column)]),
  );
}

function generateColumn(fc: FastCheck, name: string, column: CaseColumn): Arbitrary<unknown> {
  if (column === 'id') return fc.constant(undefined);
  if (referenceOf(column) !== undefined) {
    return isNullable(column) ? fc.option(generateReference(fc)) : generateReference(fc);
  }
  const values = valuesOf(column);
  if (values === undefined || values.length === 0) {
    throw new CaseTablesError(`\`${name}\` has no kind that can be generated: see CaseColumn.`);
  }
  const value = fc.constantFrom(...values);
  if (column === 'softDelete')
    return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
  return isNullable(column) ? fc.option(value, { freq: 3 }) : value;
}

function valuesOf(column: CaseColumn): readonly unknown[] | undefined {
  if (isList(column)) return column;
  if (typeof column !== 'string') return undefined;
  return column === 'softDelete' ? choices.timestamp : choices[column.replace('?', '') as ColumnKind];
}

function simplest(column: CaseColumn): unknown {
  if (column === 'softDelete') return null;
  return referenceOf(column) === undefined ? valuesOf(column)?.[0] : 0;
}

function isNullable(column: CaseColumn): boolean {
  if (typeof column === 'string') return column.endsWith('?');
  return referenceOf(column)?.nullable === true;
}

function isList(column: CaseColumn): column is readonly unknown[] {
  return Array.isArray(column);
}

/** Numbers the rows, and leads references to rows that are there; a row that must refer to one and can't is left out. */
function resolveRows(
  tables: CaseTables,
  order: readonly string[],
  drafts: Readonly<Record<string, readonly Draft[]>>,
): AnyRows {
  const ids = new Map<string, readonly number[]>();
  const resolved = new Map<string, readonly Draft[]>();
  for (const table of order) {
    const rows: Draft[] = [];
    for (const draft of drafts[table] ?? []) {
      const row = resolveRow(
        tables[table] ?? {},
        draft,
        (of) => (of === table ? numbers(rows.length) : (ids.get(of) ?? [])),
        rows.length + 1,
      );
      if (row !== undefined) rows.push(row);
    }
    ids.set(table, numbers(rows.length));
    resolved.set(table, rows);
  }
  return Object.fromEntries(Object.keys(tables).map((table) => [table, resolved.get(table) ?? []]));
}

function resolveRow(
  columns: Readonly<Record<string, CaseColumn>>,
  draft: Draft,
  idsOf: (table: string) => readonly number[],
  id: number,
): Draft | undefined {
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns)) {
    const reference = referenceOf(column);
    const value = draft[name];
    if (column === 'id') row[name] = id;
    else if (reference === undefined || value === null) row[name] = value;
    else {
      const targets = idsOf(reference.of);
      const target = targets[Number(value) % targets.length];
      if (target === undefined && reference.nullable !== true) return undefined;
      row[name] = target ?? null;
    }
  }
  return row;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
