import { reservedWords } from './reserved-words.js';
import { isPunctuation, isWord, isWordOf, type Token } from './token.js';

/** What is known inside one bracket of a statement. */
interface Scope {
  /** True inside the arguments of `extract(year from x)` and its kind, whose FROM names no table. */
  readonly isFunction: boolean;
  /** True from FROM to the end of its list, where a comma leads to the next table. */
  isInList: boolean;
  /** True where a table's name, a function or a subquery must come next. */
  expectsTable: boolean;
}

const endsOfList: ReadonlySet<string> = new Set([
  ...['where', 'group', 'having', 'order', 'limit', 'offset', 'fetch', 'for', 'union', 'intersect', 'except', 'window'],
  ...['returning', 'set', 'values', 'select', 'with', 'default', 'when'],
]);

/** Words that announce a list of tables, not only one. */
const listOpeners: ReadonlySet<string> = new Set(['from', 'using', 'truncate', 'table']);

/** Statements whose FROM names a cursor. */
const cursorVerbs: ReadonlySet<string> = new Set(['fetch', 'move']);

const statementVerbs: ReadonlySet<string> = new Set([
  'select',
  'values',
  'with',
  'insert',
  'update',
  'delete',
  'merge',
]);

const copySources: ReadonlySet<string> = new Set(['stdin', 'program']);

/** Words between the one that announces a table and its name. */
const beforeTable: ReadonlySet<string> = new Set(['only', 'lateral', 'table', 'rows', 'if', 'not', 'exists']);

/**
 * Lists the tables that a statement reads or writes: no common table expressions, no functions.
 *
 * @returns Names in order of appearance, each once, with their schema where the statement names it, unquoted.
 */
export function tablesOf(statement: readonly Token[]): string[] {
  const expressions = namesOfExpressions(statement);
  const tables = new Set<string>();
  const outermost: Scope = { isFunction: false, isInList: false, expectsTable: false };
  const scopes: Scope[] = [outermost];
  for (let index = 0; index < statement.length; index++) {
    const token = statement[index];
    const scope = scopes.at(-1) ?? outermost;
    if (token === undefined) break;
    if (isName(token) && scope.expectsTable) {
      const { name, end } = readName(statement, index);
      scope.expectsTable = false;
      const isCalled = isPunctuation(statement[end], '(') && !namesTarget(statement, index);
      if (!isCalled && !expressions.has(name)) tables.add(name);
      index = end - 1;
    } else if (token.type === 'word') readKeyword(statement, index, scope);
    else if (token.type === 'punctuation') readBracket(statement, index, scopes, scope);
    else scope.expectsTable = false;
  }
  return [...tables];
}

function readKeyword(statement: readonly Token[], index: number, scope: Scope): void {
  const word = statement[index]?.text ?? '';
  if (scope.expectsTable && beforeTable.has(word)) return;
  scope.expectsTable = announcesTable(statement, index, scope);
  if (listOpeners.has(word)) scope.isInList = scope.expectsTable;
  else if (endsOfList.has(word)) scope.isInList = false;
}

function announcesTable(statement: readonly Token[], index: number, scope: Scope): boolean {
  const word = statement[index]?.text;
  const before = statement[index - 1];
  const next = statement[index + 1];
  const startsStatement = index === 0 || isPunctuation(before, '(');
  if (word === 'from' && isWordOf(statement[0], cursorVerbs)) return false;
  if (word === 'from') return !scope.isFunction && !isWord(before, 'distinct') && !isWordOf(next, copySources);
  if (word === 'join' || word === 'into') return true;
  if (word === 'using') return !isPunctuation(next, '(') && !isWord(statement[0], 'create');
  if (word === 'update' || word === 'copy' || word === 'truncate' || word === 'table') return startsStatement;
  return false;
}

function readBracket(statement: readonly Token[], index: number, scopes: Scope[], scope: Scope): void {
  const text = statement[index]?.text;
  const before = statement[index - 1];
  if (text === '(') {
    const isJoin = scope.expectsTable && !isWordOf(statement[index + 1], statementVerbs);
    const isFunction = before !== undefined && isName(before) && !isWordOf(statement[index + 1], statementVerbs);
    scope.expectsTable = false;
    scopes.push({ isFunction, isInList: isJoin, expectsTable: isJoin });
  } else if (text === ')') {
    if (scopes.length > 1) scopes.pop();
  } else if (text === ',') scope.expectsTable = scope.isInList;
  else scope.expectsTable = false;
}

function readName(statement: readonly Token[], start: number): { name: string; end: number } {
  let name = statement[start]?.text ?? '';
  let end = start + 1;
  while (isPunctuation(statement[end], '.') && statement[end + 1] !== undefined) {
    name += `.${statement[end + 1]?.text ?? ''}`;
    end += 2;
  }
  return { name, end };
}

/** `insert into t (a, b)` and `copy t (a, b)`: the bracket holds columns. */
function namesTarget(statement: readonly Token[], index: number): boolean {
  const before = statement[index - 1];
  return isWord(before, 'into') || isWord(before, 'copy');
}

/** Names that `WITH name AS (SELECT …)` defines. */
function namesOfExpressions(statement: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (!statement.some((token) => isWord(token, 'with'))) return names;
  for (const [index, token] of statement.entries()) {
    if (!isWord(token, 'as')) continue;
    const opening = [index + 1, index + 2, index + 3].find((at) => isPunctuation(statement[at], '('));
    if (opening === undefined || !isWordOf(statement[opening + 1], statementVerbs)) continue;
    const name = statement[beforeColumnNames(statement, index - 1)];
    if (name !== undefined && isName(name)) names.add(name.text);
  }
  return names;
}

/** Steps over the bracket of `name (a, b) AS (…)`, whose content is names and commas only. */
function beforeColumnNames(statement: readonly Token[], at: number): number {
  if (!isPunctuation(statement[at], ')')) return at;
  let position = at - 1;
  for (let token = statement[position]; token !== undefined; token = statement[--position]) {
    if (isPunctuation(token, '(')) return position - 1;
    if (!isName(token) && !isPunctuation(token, ',')) return at;
  }
  return at;
}

function isName(token: Token): boolean {
  return (
    token.type === 'identifier' ||
    (token.type === 'word' && !reservedWords.has(token.text) && !beforeTable.has(token.text))
  );
}
