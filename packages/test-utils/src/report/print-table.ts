/** One row of a table: what it is about, and a cell per column. */
export interface TableRow {
  readonly label: string;
  readonly cells: readonly string[];
}

/** Prints rows with labels to the left and cells to the right of their columns. */
export function printTable(rows: readonly TableRow[]): string {
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map(({ cells }) => (cells[column] ?? '').length)),
  );
  return rows
    .map(({ label, cells }) =>
      [label.padEnd(labelWidth), ...widths.map((width, column) => (cells[column] ?? '').padStart(width))]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
