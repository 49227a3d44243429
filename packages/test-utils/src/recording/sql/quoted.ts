const backslash = 92;

/**
 * Finds where a quoted text ends.
 *
 * @param start - Position after the opening quote.
 * @param escapes - True for `E''` strings, in which a backslash takes the next character with it.
 * @returns Position after the closing quote, or the length of `sql` where nothing closes it.
 */
export function endOfQuoted(sql: string, start: number, quote: string, escapes: boolean): number {
  const quoteCode = quote.charCodeAt(0);
  if (!escapes) return endWithoutEscapes(sql, start, quote);
  for (let position = start; position < sql.length; position++) {
    const code = sql.charCodeAt(position);
    if (code === backslash) position++;
    else if (code === quoteCode) {
      if (sql.charCodeAt(position + 1) !== quoteCode) return position + 1;
      position++;
    }
  }
  return sql.length;
}

function endWithoutEscapes(sql: string, start: number, quote: string): number {
  for (let position = start; ; position += 2) {
    position = sql.indexOf(quote, position);
    if (position === -1) return sql.length;
    if (sql[position + 1] !== quote) return position + 1;
  }
}

/** What must stand between the parts of one string: a line break at least, line comments perhaps, no block comment. */
const continuation = /(?:[ \t\f\v]*(?:--[^\n\r]*)?[\n\r])+[ \t\f\v]*'/y;

/**
 * Finds where a string literal ends, its continuations included: `'a'` and `'b'` with a line break between them are one
 * string.
 *
 * @see https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS
 */
export function endOfString(sql: string, start: number, escapes: boolean): number {
  let end = endOfQuoted(sql, start, "'", escapes);
  for (;;) {
    continuation.lastIndex = end;
    if (!continuation.test(sql)) return end;
    end = endOfQuoted(sql, continuation.lastIndex, "'", escapes);
  }
}

const tag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/**
 * Finds where a dollar-quoted string ends.
 *
 * @param start - Position of the first `$`.
 * @returns Undefined where no dollar quote opens at `start`.
 */
export function endOfDollarQuoted(sql: string, start: number): number | undefined {
  tag.lastIndex = start;
  const opening = tag.exec(sql)?.[0];
  if (opening === undefined) return undefined;
  const closing = sql.indexOf(opening, start + opening.length);
  return closing === -1 ? sql.length : closing + opening.length;
}
