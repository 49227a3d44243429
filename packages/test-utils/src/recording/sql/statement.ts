import type { QueryKind } from '../query.js';
import { isPunctuation, isWordOf, type Token } from './token.js';

/**
 * Splits tokens into statements at the semicolons outside of brackets. Empty statements are left out.
 */
export function splitStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.type === 'punctuation') {
      if (token.text === '(') depth++;
      else if (token.text === ')') depth = Math.max(0, depth - 1);
    }
    if (token.type === 'punctuation' && token.text === ';' && depth === 0) {
      statements.push(current);
      current = [];
    } else current.push(token);
  }
  return [...statements, current].filter((statement) => statement.length > 0);
}

const kinds: ReadonlyMap<string, QueryKind> = new Map([
  ['select', 'select'],
  ['table', 'select'],
  ['values', 'select'],
  ['insert', 'insert'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['copy', 'copy'],
]);

/**
 * Answers what a statement does. `WITH x AS (INSERT …) SELECT` is an insert: the write decides.
 */
export function kindOfStatement(statement: readonly Token[]): QueryKind {
  const verb = firstWord(statement);
  if (verb !== 'with') return kinds.get(verb ?? '') ?? 'other';
  return mainKindAfterWith(statement);
}

function mainKindAfterWith(statement: readonly Token[]): QueryKind {
  let depth = 0;
  let main: QueryKind | undefined;
  let written: QueryKind | undefined;
  for (const [index, token] of statement.entries()) {
    if (token.type === 'punctuation') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (token.type !== 'word') continue;
    const kind = kinds.get(token.text);
    if (kind === undefined || token.text === 'table') continue;
    const opensBody = isPunctuation(statement[index - 1], '(') && isWordOf(statement[index - 2], bodyOpeners);
    if (opensBody && isWrite(kind)) written ??= kind;
    else if (depth === 0) main ??= kind;
  }
  return main !== undefined && isWrite(main) ? main : (written ?? main ?? 'other');
}

const bodyOpeners: ReadonlySet<string> = new Set(['as', 'materialized']);

/**
 * Answers what a text with several statements does: the first write, else the first statement that is more than
 * transaction control.
 */
export function combineKinds(kinds: readonly QueryKind[]): QueryKind {
  return kinds.find(isWrite) ?? kinds.find((kind) => kind !== 'other') ?? 'other';
}

function isWrite(kind: QueryKind): boolean {
  return kind === 'insert' || kind === 'update' || kind === 'delete';
}

const controlVerbs: ReadonlySet<string> = new Set([
  ...['begin', 'commit', 'end', 'abort', 'rollback', 'savepoint', 'release', 'set', 'reset', 'discard'],
]);

/**
 * Answers whether a statement only opens, closes or configures a transaction or a session.
 */
export function isControl(statement: readonly Token[]): boolean {
  const [first, second] = statement;
  if (first?.type !== 'word') return false;
  if (first.text === 'start' || first.text === 'prepare')
    return second?.type === 'word' && second.text === 'transaction';
  return controlVerbs.has(first.text);
}

function firstWord(statement: readonly Token[]): string | undefined {
  const first = statement.find((token) => token.type !== 'punctuation' || token.text !== '(');
  return first?.type === 'word' ? first.text : undefined;
}
