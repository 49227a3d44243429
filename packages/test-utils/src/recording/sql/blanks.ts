/**
 * Skips white space and comments, block comments nested as PostgreSQL nests them.
 *
 * @returns Position of the next token, or the length of `sql`.
 */
export function skipBlanks(sql: string, start: number): number {
  let position = start;
  while (position < sql.length) {
    const code = sql.charCodeAt(position);
    if (code === 32 || (code >= 9 && code <= 13)) position++;
    else if (code === 45 && sql.charCodeAt(position + 1) === 45) position = endOfLine(sql, position);
    else if (code === 47 && sql.charCodeAt(position + 1) === 42) position = endOfBlockComment(sql, position);
    else return position;
  }
  return position;
}

function endOfLine(sql: string, start: number): number {
  for (let position = start; position < sql.length; position++) {
    const code = sql.charCodeAt(position);
    if (code === 10 || code === 13) return position;
  }
  return sql.length;
}

function endOfBlockComment(sql: string, start: number): number {
  const boundary = /\/\*|\*\//g;
  boundary.lastIndex = start + 2;
  let depth = 1;
  while (depth > 0) {
    const found = boundary.exec(sql);
    if (found === null) return sql.length;
    depth += found[0] === '/*' ? 1 : -1;
  }
  return boundary.lastIndex;
}
