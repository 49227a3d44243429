import type { OrmFacts } from '../../orms/orm-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { StatementPart } from './statement.js';

export type QueryKind = 'read' | 'write' | 'lazy-relation';

/** A place in the code where a query is sent. */
export interface QuerySite {
  readonly kind: QueryKind;
  /** Undefined for a function that only the project's settings name. */
  readonly orm: OrmFacts | undefined;
  /** As a message names it: `Repository.find`, or `Post.author` for a lazy relation. */
  readonly label: string;
  readonly module: ModuleFacts;
  /** Offset of the call or access. */
  readonly start: number;
  /** The relation's name, where `kind` is `lazy-relation`. */
  readonly relation: string | undefined;
  /** Calls of the same tick are sent as one query. */
  readonly isBatchedInOneTick: boolean;
  /** What decides which statement is sent, where its text is written in SQL. */
  readonly statement?: readonly StatementPart[];
}

/** The shortest way from a call to the query that it leads to. */
export interface Chain {
  /** Functions that are gone through, outermost first; none where the call itself sends the query. */
  readonly functions: readonly FunctionFacts[];
  readonly query: QuerySite;
}
