/** What a column holds: values from a small choice each, so that rows tie and repeat. */
export type ColumnKind = 'integer' | 'number' | 'text' | 'boolean' | 'timestamp';

/**
 * A column of generated rows: `id` counts from 1; a kind, with a question mark where it may be null; `softDelete` is null or
 * a time; a list holds the values to choose from; `of` refers to a row of a table.
 */
export type CaseColumn =
  | 'id'
  | 'softDelete'
  | ColumnKind
  | `${ColumnKind}?`
  | readonly unknown[]
  | { readonly of: string; readonly nullable?: boolean };

/** Tables to generate rows for, with their columns. */
export type CaseTables = Readonly<Record<string, Readonly<Record<string, CaseColumn>>>>;

interface ValueOfKind {
  readonly integer: number;
  readonly number: number;
  readonly text: string;
  readonly boolean: boolean;
  readonly timestamp: Date;
}

type ValueOf<Column> = Column extends 'id'
  ? number
  : Column extends 'softDelete'
    ? Date | null
    : Column extends ColumnKind
      ? ValueOfKind[Column]
      : Column extends `${infer Kind extends ColumnKind}?`
        ? ValueOfKind[Kind] | null
        : Column extends readonly (infer Value)[]
          ? Value
          : Column extends { readonly nullable: true }
            ? number | null
            : number;

/** The rows of one case, by table. */
export type CaseRows<Tables extends CaseTables> = {
  readonly [Table in keyof Tables]: readonly {
    readonly [Column in keyof Tables[Table]]: ValueOf<Tables[Table][Column]>;
  }[];
};

/** The rows of a case whose tables are not known to the compiler. */
export type AnyRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Tables or columns are described in a way that can't be generated. */
export class CaseTablesError extends TypeError {
  override readonly name = 'CaseTablesError';
}

/**
 * Orders tables so that each comes after those that it refers to.
 *
 * @throws {CaseTablesError} Where a reference leads to no table or round in a circle, or an own row must be referred to.
 */
export function orderTables(tables: CaseTables): readonly string[] {
  const ordered: string[] = [];
  const visit = (table: string, from: readonly string[]): void => {
    if (ordered.includes(table)) return;
    if (from.includes(table))
      throw new CaseTablesError(`\`cases\` refers in a circle: ${[...from, table].join(' -> ')}.`);
    for (const [column, kind] of Object.entries(tables[table] ?? {})) {
      const reference = referenceOf(kind);
      if (reference === undefined) continue;
      ensureReference(tables, `${table}.${column}`, table, reference);
      if (reference.of !== table) visit(reference.of, [...from, table]);
    }
    ordered.push(table);
  };
  for (const table of Object.keys(tables)) visit(table, []);
  return ordered;
}

/** What a column refers to; undefined where it is no reference. */
export function referenceOf(column: CaseColumn): Extract<CaseColumn, { readonly of: string }> | undefined {
  return typeof column === 'object' && 'of' in column ? column : undefined;
}

function ensureReference(
  tables: CaseTables,
  name: string,
  table: string,
  { of, nullable = false }: { readonly of: string; readonly nullable?: boolean },
): void {
  const target = tables[of];
  if (target === undefined) throw new CaseTablesError(`\`${name}\` refers to \`${of}\`, which is none of the tables.`);
  if (!Object.values(target).includes('id')) {
    throw new CaseTablesError(`\`${name}\` refers to \`${of}\`, which has no column of the kind 'id'.`);
  }
  if (of === table && !nullable) {
    throw new CaseTablesError(
      `\`${name}\` refers to its own table and must be \`nullable\`: the first row has none to refer to.`,
    );
  }
}
