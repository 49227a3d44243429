import type { QueryKind } from './query.js';
import { shapeOf } from './sql/shape-of.js';
import { combineKinds, isControl, kindOfStatement, splitStatements } from './sql/statement.js';
import { tablesOf } from './sql/tables-of.js';
import { tokenize } from './sql/tokenize.js';

/** What can be known of a SQL text without a database. */
export interface SqlDescription {
  /** SQL text with literals, parameters, list lengths, comments and blanks taken out, on one line. */
  readonly shape: string;
  readonly kind: QueryKind;
  /** Tables that the statements read or write, in order of appearance, lower case unless quoted. */
  readonly tables: readonly string[];
  /** Statements in the text; 0 for an empty one. */
  readonly statements: number;
  /** `transaction` where every statement only opens, closes or configures a transaction or a session. */
  readonly control: 'transaction' | undefined;
}

/** ORMs repeat a few texts; generated ones differ each time and would fill any cache. */
const longestKeptText = 100_000;
const keptCharacters = 4_000_000;

const cache = new Map<string, SqlDescription>();
let cachedCharacters = 0;

/**
 * Describes a SQL text: its shape, what it does and to which tables. Never throws, whatever the text, and takes linear
 * time. Descriptions are kept by text, up to a limit of about 4 million characters.
 *
 * @param sql - One or several statements, as given to the driver.
 */
export function describeSql(sql: string): SqlDescription {
  const known = cache.get(sql);
  if (known !== undefined) return known;
  const description = describe(sql);
  if (sql.length <= longestKeptText) keep(sql, description);
  return description;
}

function describe(sql: string): SqlDescription {
  const tokens = tokenize(sql);
  const statements = splitStatements(tokens);
  return {
    shape: shapeOf(tokens),
    kind: combineKinds(statements.map(kindOfStatement)),
    tables: [...new Set(statements.flatMap(tablesOf))],
    statements: statements.length,
    control: statements.length > 0 && statements.every(isControl) ? 'transaction' : undefined,
  };
}

function keep(sql: string, description: SqlDescription): void {
  if (cachedCharacters > keptCharacters) {
    cache.clear();
    cachedCharacters = 0;
  }
  cache.set(sql, description);
  cachedCharacters += sql.length;
}
