import { inspect } from 'node:util';
import type { Query } from '../recording/query.js';
import { matchesFilter, namesQueries, type QueryFilter } from '../recording/scaling/query-filter.js';
import { MatcherError } from './matcher-error.js';

/** Queries that an assertion lets pass. */
export interface AllowedQueries extends QueryFilter {
  /** Why they may. Printed with every failure. */
  readonly reason: string;
}

/**
 * Takes the option `allow`.
 *
 * @throws {@link MatcherError} Where an entry names no queries or no reason.
 */
export function takeAllowed(matcher: string, given: unknown = []): readonly AllowedQueries[] {
  if (Array.isArray(given) && given.every(isAllowed)) return given;
  throw new MatcherError(
    `${matcher}() needs for \`allow\` a list of { table, shape or sql, reason }, received ${inspect(given)}.`,
  );
}

/** Leaves out what may pass. */
export function withoutAllowed(queries: readonly Query[], allow: readonly AllowedQueries[]): readonly Query[] {
  return queries.filter((query) => !allow.some((allowed) => matchesFilter(query, allowed)));
}

function isAllowed(entry: unknown): entry is AllowedQueries {
  if (!namesQueries(entry)) return false;
  const reason: unknown = Reflect.get(entry, 'reason');
  return typeof reason === 'string' && reason.trim() !== '';
}
