/** Writes a number with its noun: `1 query`, `2 queries`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** Writes a number of queries. */
export function countQueries(number: number): string {
  return count(number, 'query', 'queries');
}

/** Writes a list: `2`, `2 and 5`, `2, 5 and 11`. */
export function listOf(given: Iterable<string | number>): string {
  const values = [...given];
  const last = values.at(-1);
  return values.length < 2 ? String(last ?? '') : `${values.slice(0, -1).join(', ')} and ${String(last)}`;
}

/** Writes a figure per item with at most two decimals. */
export function figure(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Indents every line. */
export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
