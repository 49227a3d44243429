import { findDefinitionTargets, type Target } from './definition-targets.js';
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
  /** True where what comes next can't be a function: a bracket behind it holds columns. */
  expectsTarget: boolean;
}

const endsOfList: ReadonlySet<string> = new Set([
  ...['where', 'group', 'having', 'order', 'limit', 'offset', 'fetch', 'for', 'union', 'intersect', 'except', 'window'],
  ...['returning', 'set', 'values', 'select', 'with', 'default', 'when'],
]);

/** Words that announce a list of tables, not only one. */
const listOpeners: ReadonlySet<string> = new Set(['from', 'using', 'truncate', 'table']);

/** Statements whose FROM names a cursor, a role or a server. */
const verbsWithOtherFrom: ReadonlySet<string> = new Set(['fetch', 'move', 'revoke', 'import']);

const statementVerbs: ReadonlySet<string> = new Set([
  'select',
  'values',
  'with',
  'insert',
  'update',
  'delete',
  'merge',
]);

/** What can be explained. */
const innerVerbs: ReadonlySet<string> = new Set([...statementVerbs, 'table', 'create', 'refresh', 'declare']);

/** `is distinct from x` compares, `for values from (1)` bounds. */
const notBeforeFrom: ReadonlySet<string> = new Set(['distinct', 'values']);

const setOperators: ReadonlySet<string> = new Set(['union', 'intersect', 'except', 'all', 'distinct']);

const copySources: ReadonlySet<string> = new Set(['stdin', 'program']);

const kindsOfTable: ReadonlySet<string> = new Set(['temp', 'temporary', 'unlogged']);

/** Words between the one that announces a table and its name. */
const beforeTable: ReadonlySet<string> = new Set(['only', 'lateral', 'table', 'rows', 'if', 'not', 'exists']);

/**
 * Lists the tables that a statement reads or writes: no common table expressions, no functions.
 *
 * @returns Names in order of appearance, each once, with their schema where the statement names it, unquoted.
 */
export function tablesOf(statement: readonly Token[]): string[] {
  const inner = startOfInner(statement);
  if (inner > 0) return tablesOf(statement.slice(inner));
  const targets = findDefinitionTargets(statement);
  const expressions = namesOfExpressions(statement);
  const tables = new Set<string>();
  const outermost = openScope(false, false);
  const scopes: Scope[] = [outermost];
  for (let index = 0; index < statement.length; index++) {
    const token = statement[index];
    const scope = scopes.at(-1) ?? outermost;
    if (token === undefined) break;
    if (isModifierOfInto(statement, index)) continue;
    expectTarget(scope, targets?.get(index));
    if (isName(token) && scope.expectsTable) {
      const { name, end } = readName(statement, index);
      scope.expectsTable = false;
      const isCalled = isPunctuation(statement[end], '(') && !scope.expectsTarget && !namesTarget(statement, index);
      if (!isCalled && !expressions.has(name)) tables.add(name);
      index = end - 1;
    } else if (token.type === 'word') readKeyword(statement, index, scope, targets !== undefined);
    else if (token.type === 'punctuation') readBracket(statement, index, scopes, scope);
    else scope.expectsTable = false;
  }
  return [...tables];
}

/** `EXPLAIN (…) SELECT …` and `PREPARE x (…) AS SELECT …` are about the statement that they hold. */
function startOfInner(statement: readonly Token[]): number {
  const [verb] = statement;
  if (isWord(verb, 'explain')) {
    return statement.findIndex((token) => isWordOf(token, innerVerbs));
  }
  return isWord(verb, 'prepare') ? statement.findIndex((token) => isWord(token, 'as')) + 1 : 0;
}

function openScope(isFunction: boolean, isJoin: boolean): Scope {
  return { isFunction, isInList: isJoin, expectsTable: isJoin, expectsTarget: false };
}

function expectTarget(scope: Scope, target: Target | undefined): void {
  if (target === undefined) return;
  scope.expectsTable = true;
  scope.expectsTarget = true;
  scope.isInList = target === 'list';
}

function readKeyword(statement: readonly Token[], index: number, scope: Scope, isDefinition: boolean): void {
  const word = statement[index]?.text ?? '';
  if (scope.expectsTable && beforeTable.has(word)) return;
  const announces = announcesTable(statement, index, scope);
  // USING names an access method there.
  scope.expectsTable = announces && !(isDefinition && word === 'using');
  scope.expectsTarget = false;
  if (listOpeners.has(word)) scope.isInList ||= scope.expectsTable;
  if (endsOfList.has(word)) scope.isInList = false;
}

function announcesTable(statement: readonly Token[], index: number, scope: Scope): boolean {
  const word = statement[index]?.text;
  const before = statement[index - 1];
  const next = statement[index + 1];
  const endsExpressions = isPunctuation(before, ')') && isWord(statement[0], 'with');
  const startsStatement = index === 0 || isPunctuation(before, '(') || endsExpressions;
  if (word === 'from' && isWordOf(statement[0], verbsWithOtherFrom)) return false;
  if (word === 'from') return !scope.isFunction && !isWordOf(before, notBeforeFrom) && !isWordOf(next, copySources);
  if (word === 'into') return !isWord(statement[0], 'import');
  if (word === 'join') return true;
  if (word === 'using') return !isPunctuation(next, '(');
  if (word === 'table')
    return startsStatement || isWordOf(before, setOperators) || isBodyOfDefinition(statement, index);
  return startsStatement && (word === 'update' || word === 'copy' || word === 'truncate');
}

/** `create view v as table t`; elsewhere `as table` names a column. */
function isBodyOfDefinition(statement: readonly Token[], index: number): boolean {
  return isWord(statement[0], 'create') && isWord(statement[index - 1], 'as');
}

function readBracket(statement: readonly Token[], index: number, scopes: Scope[], scope: Scope): void {
  const text = statement[index]?.text;
  const before = statement[index - 1];
  if (text === '(') {
    const isJoin = scope.expectsTable && !isWordOf(statement[index + 1], statementVerbs);
    const isFunction = before !== undefined && isName(before) && !isWordOf(statement[index + 1], statementVerbs);
    scope.expectsTable = false;
    scopes.push(openScope(isFunction, isJoin));
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

/** `select … into temp table t`: a table may be called `temp`, too. */
function isModifierOfInto(statement: readonly Token[], index: number): boolean {
  const next = statement[index + 1];
  const isModifier = isWordOf(statement[index], kindsOfTable) && isWord(statement[index - 1], 'into');
  return isModifier && next !== undefined && (isName(next) || isWord(next, 'table'));
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
