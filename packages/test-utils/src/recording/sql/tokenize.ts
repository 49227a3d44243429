import { skipBlanks } from './blanks.js';
import { endOfDollarQuoted, endOfQuoted, endOfString } from './quoted.js';
import type { Token, TokenType } from './token.js';

/**
 * Splits a SQL text by PostgreSQL's lexical rules, in one pass. What is malformed becomes some token; nothing throws.
 *
 * @see https://www.postgresql.org/docs/18/sql-syntax-lexical.html
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let position = skipBlanks(sql, 0); position < sql.length;) {
    const token = readToken(sql, position);
    tokens.push(token);
    position = skipBlanks(sql, token.end);
  }
  return tokens;
}

function readToken(sql: string, start: number): Token {
  const character = sql.charAt(start);
  if (character === "'") return literal(endOfString(sql, start + 1, false));
  if (character === '"') return identifier(sql, start, start);
  if (character === '$') return readDollar(sql, start);
  if (isWordStart(sql.charCodeAt(start))) return readPrefixed(sql, start) ?? readWord(sql, start);
  return readNumber(sql, start) ?? readOperator(sql, start) ?? readPunctuation(sql, start);
}

function token(type: TokenType, text: string, end: number): Token {
  return { type, text, end };
}

function literal(end: number): Token {
  return token('literal', '', end);
}

function identifier(sql: string, quoteAt: number, start: number): Token {
  const end = endOfQuoted(sql, quoteAt + 1, '"', false);
  const name = sql.slice(quoteAt + 1, sql[end - 1] === '"' && end - 1 > quoteAt ? end - 1 : end).replaceAll('""', '"');
  return token('identifier', start === quoteAt ? name : sql.slice(start, end), end);
}

function readDollar(sql: string, start: number): Token {
  const end = endOfDollarQuoted(sql, start);
  if (end !== undefined) return literal(end);
  let position = start + 1;
  while (isDigit(sql.charCodeAt(position))) position++;
  return position > start + 1 ? token('parameter', '', position) : token('punctuation', '$', start + 1);
}

/** Reads `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'` and `U&"…"`. */
function readPrefixed(sql: string, start: number): Token | undefined {
  const first = sql.charAt(start).toLowerCase();
  if (first === 'u' && sql[start + 1] === '&') {
    if (sql[start + 2] === "'") return literal(endOfString(sql, start + 3, false));
    return sql[start + 2] === '"' ? identifier(sql, start + 2, start) : undefined;
  }
  if (sql[start + 1] !== "'" || !'ebxn'.includes(first)) return undefined;
  return literal(endOfString(sql, start + 2, first === 'e'));
}

function readWord(sql: string, start: number): Token {
  let end = start + 1;
  while (isWordPart(sql.charCodeAt(end))) end++;
  return token('word', foldCase(sql.slice(start, end)), end);
}

/** PostgreSQL folds ASCII letters only where the encoding has more than one byte per character. */
function foldCase(word: string): string {
  const folded = word.toLowerCase();
  if (folded === word) return word;
  return /^[\w$]+$/.test(word) ? folded : word.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

const number =
  /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y;

function readNumber(sql: string, start: number): Token | undefined {
  const code = sql.charCodeAt(start);
  if (!isDigit(code) && !(sql[start] === '.' && isDigit(sql.charCodeAt(start + 1)))) return undefined;
  number.lastIndex = start;
  number.exec(sql);
  return literal(number.lastIndex);
}

/** What a character can do in an operator, by its code. */
const operatorCodes: readonly ('any' | 'special' | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if ('~!@#%^&|`?'.includes(character)) return 'special';
  return '+-*/<>='.includes(character) ? 'any' : undefined;
});

/** PostgreSQL's NAMEDATALEN - 1. The limit also keeps the time linear where a run is cut again and again. */
const longestOperator = 63;

function readOperator(sql: string, start: number): Token | undefined {
  let end = start;
  let isSpecial = false;
  for (; end - start < longestOperator; end++) {
    const kind = operatorCodes[sql.charCodeAt(end)];
    if (kind === undefined || opensComment(sql, end)) break;
    isSpecial ||= kind === 'special';
  }
  if (end === start) return undefined;
  // `=-1` is `=` and `-1`: an operator ends in + or - only if it holds one of the special characters.
  if (!isSpecial) while (end > start + 1 && isSign(sql.charCodeAt(end - 1))) end--;
  return token('operator', sql.slice(start, end), end);
}

function isSign(code: number): boolean {
  return code === 43 || code === 45;
}

function opensComment(sql: string, position: number): boolean {
  const next = sql.charCodeAt(position + 1);
  if (next === 45) return sql.charCodeAt(position) === 45;
  return next === 42 && sql.charCodeAt(position) === 47;
}

function readPunctuation(sql: string, start: number): Token {
  const two = sql.slice(start, start + 2);
  const text = two === '::' || two === ':=' || two === '..' ? two : sql.charAt(start);
  return token('punctuation', text, start + text.length);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === 36;
}
