/** Longer statements lose the columns they select, then their middle. */
const longestStatement = 160;

/**
 * Prints a shape on one line, short enough to be read in a log. The end stays: it says what is looked for.
 */
export function printStatement(shape: string): string {
  const line = shape.replace(/\s+/g, ' ');
  if (line.length <= longestStatement) return line;
  const shortened = line.replace(/^(\(*select(?: distinct)?) .*? from /, '$1 … from ');
  if (shortened.length <= longestStatement) return shortened;
  const half = Math.floor((longestStatement - 3) / 2);
  return `${shortened.slice(0, half).trimEnd()} … ${shortened.slice(-half).trimStart()}`;
}
