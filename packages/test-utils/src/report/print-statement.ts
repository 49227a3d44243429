/** Longer lists of columns tell the reader less than the place they take. */
const longestColumns = 60;

/** Longer statements lose their joins, then their middle. */
const longestStatement = 160;

/**
 * Prints a shape on one line, short enough to be read in a log. The end stays: it says what is looked for.
 */
export function printStatement(shape: string): string {
  const line = shape
    .replace(/\s+/g, ' ')
    .replace(/^(\(*select(?: distinct)?) (.*?) from /, (all, select: string, columns: string) =>
      columns.length > longestColumns ? `${select} … from ` : all,
    );
  if (line.length <= longestStatement) return line;
  const withoutJoins = line.replace(
    / (?:(?:left|right|full|inner|cross) )?join .* (?=where |group by |order by )/,
    ' … ',
  );
  return withoutJoins.length <= longestStatement ? withoutJoins : withoutMiddle(withoutJoins);
}

/** Cuts between words, as long as they are not too long themselves. */
function withoutMiddle(text: string): string {
  const half = Math.floor((longestStatement - 3) / 2);
  const start = text.slice(0, half).replace(/(?<=.{40}) \S*$/, '');
  const end = text.slice(-half).replace(/^\S* (?=.{40})/, '');
  return `${start} … ${end}`;
}
