import { isPunctuation, isWord, isWordOf, type Token } from './token.js';

/** What stands at a position of a statement: one table, or the first of a list. */
export type Target = 'one' | 'list';

/** Tables of a statement that neither reads nor writes rows, by the position of their names. */
type Targets = Map<number, Target>;

type Finder = (statement: readonly Token[], targets: Targets) => void;

/** Words that may stand before the kind of object, and between that and its name. */
const modifiers: ReadonlySet<string> = new Set(
  `or replace global local temp temporary unlogged unique recursive materialized foreign constraint if not exists only
  concurrently verbose full freeze analyze`.split(/\s+/),
);

/** What a privilege can be granted on without naming a table. */
const otherObjects: ReadonlySet<string> = new Set(
  `all database domain foreign function language large parameter procedure routine schema sequence tablespace
  type`.split(/\s+/),
);

const relations: ReadonlySet<string> = new Set(['table', 'view']);

/** Finders for each first word. Words that are missing here begin no statement of this kind. */
const finders: ReadonlyMap<string, Finder> = new Map<string, Finder>([
  ['create', findInDefinition],
  ['alter', findInDefinition],
  ['drop', findInDefinition],
  ['lock', findAfterVerb('list')],
  ['vacuum', findAfterVerb('list')],
  ['analyze', findAfterVerb('list')],
  ['analyse', findAfterVerb('list')],
  ['cluster', findAfterVerb('one')],
  ['reindex', findAfterKind],
  ['refresh', findAfterKind],
  ['comment', findAfterKind],
  ['grant', findInPrivileges],
  ['revoke', findInPrivileges],
]);

const none: ReadonlyMap<number, Target> = new Map();

/**
 * Finds the names of tables in a statement that defines, changes or maintains something.
 *
 * @returns Undefined for a statement that is none of these.
 */
export function findDefinitionTargets(statement: readonly Token[]): ReadonlyMap<number, Target> | undefined {
  const [verb] = statement;
  const find = verb?.type === 'word' ? finders.get(verb.text) : undefined;
  if (find === undefined) return undefined;
  const targets: Targets = new Map(none);
  find(statement, targets);
  return targets;
}

/** `create unique index i on t`, `alter table t add …`, `drop view a, b`. */
function findInDefinition(statement: readonly Token[], targets: Targets): void {
  const at = skipModifiers(statement, 1);
  const kind = statement[at];
  if (isWordOf(kind, relations)) {
    targets.set(skipModifiers(statement, at + 1), isWord(statement[0], 'drop') ? 'list' : 'one');
    findRelated(statement, at, targets);
  } else if (isWord(kind, 'publication')) findAfterWord(statement, at, 'table', 'list', targets);
  else if (isWord(kind, 'rule') && isWord(statement[0], 'create')) findAfterWord(statement, at, 'to', 'one', targets);
  else if (kind?.type === 'word' && ['index', 'trigger', 'policy', 'rule'].includes(kind.text)) {
    findAfterWord(statement, at, 'on', 'one', targets);
  }
}

/** Other tables that the definition of a table names. */
function findRelated(statement: readonly Token[], start: number, targets: Targets): void {
  for (let at = start; at < statement.length; at++) {
    const token = statement[at];
    if (token?.type !== 'word') continue;
    const before = statement[at - 1];
    const opensItem = isPunctuation(before, '(') || isPunctuation(before, ',');
    if (token.text === 'references' || token.text === 'inherit') targets.set(at + 1, 'one');
    else if (token.text === 'like' && opensItem) targets.set(at + 1, 'one');
    else if (token.text === 'inherits') targets.set(at + 2, 'list');
    else if (token.text === 'of' && isWord(before, 'partition')) targets.set(at + 1, 'one');
    else if (token.text === 'partition' && (isWord(before, 'attach') || isWord(before, 'detach'))) {
      targets.set(at + 1, 'one');
    } else if (token.text === 'as') return;
  }
}

function findAfterVerb(target: Target): Finder {
  return (statement, targets) => {
    const afterOptions = skipBracket(statement, skipModifiers(statement, 1));
    const at = skipModifiers(statement, afterOptions);
    targets.set(isWord(statement[at], 'table') ? skipModifiers(statement, at + 1) : at, target);
  };
}

/** `reindex table t`, `refresh materialized view v`, `comment on table t`; other kinds name no table. */
function findAfterKind(statement: readonly Token[], targets: Targets): void {
  const afterOptions = skipBracket(statement, isWord(statement[1], 'on') ? 2 : 1);
  const at = skipModifiers(statement, afterOptions);
  if (isWordOf(statement[at], relations)) targets.set(skipModifiers(statement, at + 1), 'one');
}

function findInPrivileges(statement: readonly Token[], targets: Targets): void {
  const on = statement.findIndex((token) => isWord(token, 'on'));
  if (on === -1 || isWordOf(statement[on + 1], otherObjects)) return;
  targets.set(isWord(statement[on + 1], 'table') ? on + 2 : on + 1, 'list');
}

function findAfterWord(
  statement: readonly Token[],
  start: number,
  word: string,
  target: Target,
  targets: Targets,
): void {
  const at = statement.findIndex((token, index) => index > start && isWord(token, word));
  if (at !== -1) targets.set(skipModifiers(statement, at + 1), target);
}

function skipModifiers(statement: readonly Token[], start: number): number {
  let at = start;
  while (isWordOf(statement[at], modifiers)) at++;
  return at;
}

/** Skips options such as `(full, verbose)`. */
function skipBracket(statement: readonly Token[], start: number): number {
  if (!isPunctuation(statement[start], '(')) return start;
  const end = statement.findIndex((token, index) => index > start && isPunctuation(token, ')'));
  return end === -1 ? statement.length : end + 1;
}
