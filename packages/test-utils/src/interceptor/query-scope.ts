import type { Checkout } from './connections.js';
import type { SentQuery } from './sent-query.js';
import type { ServingContext } from './served-request.js';
import type { SqlFacts } from './sql-facts.js';

/** How a query came to a scope. */
export type Attribution =
  /** It ran in the asynchronous context of the capture's action. */
  | 'scope'
  /** It had no context of a capture, and this one had never been open beside another. */
  | 'adopted'
  /** It had no context of a capture, or none that tells, and captures that were open at the same time could each have caused it. */
  | 'ambiguous'
  /** It had no context of a capture, and this one takes only its own. */
  | 'outside'
  /** The capture is a window, which takes whatever is sent while it is open. */
  | 'window'
  /** It was sent inside of `ignoreQueries()`. */
  | 'ignored';

/** Someone who is told of queries while an action runs: a capture. Shared between copies of this package. */
export interface QueryScope {
  /** The scope in whose context it was opened: what belongs to this one belongs to that one too. */
  readonly parent: QueryScope | undefined;
  readonly keepsValues: boolean;
  /** Whether it wants the details of its queries. */
  readonly keepsDetails?: boolean;
  /** True where queries are hidden from the scopes around it; it is told of none itself. */
  readonly ignores?: boolean;
  /** True where no guard around it refuses a query. */
  readonly lifts?: boolean;
  /** True where it only hears of what is no other scope's, and is in nobody's way. */
  readonly watches?: boolean;
  /** Present on a window, which takes every query and must be the only scope: taken where it was opened. */
  readonly windowOpenedAt?: Error;
  /** From its opening to its close. */
  active: boolean;
  /** True once an unrelated scope was open at the same time. */
  overlapped: boolean;
  /** Whether the line that sends a text is wanted; asked once per query. */
  wantsCallSite(facts: SqlFacts): boolean;
  receive(query: SentQuery, attribution: Attribution): void;
  /** Hears that a query was sent, whosever it is, unless it is ignored. */
  noteSent?(): void;
  /** Is told of every query that is sent while a server of this process serves a request, whosever it is. */
  receiveServed?(query: SentQuery, context: ServingContext): void;
  /** Is told of a connection that was asked of a pool. */
  receiveCheckout?(checkout: Checkout, attribution: Attribution): void;
  /** Present on a guard: answers why a query of its own must not be sent, undefined where it may. Asked after `receive`. */
  refuse?(query: SentQuery): Error | undefined;
  /** Is told of a query of its own context that was sent after its close, while another scope was open. */
  receiveLate(query: SentQuery): void;
}

/** Opens a scope among others, and remembers who was open beside whom. */
export function openScope(open: Set<QueryScope>, scope: QueryScope): void {
  const ancestors = new Set(lineage(scope));
  for (const other of open) {
    if (ancestors.has(other) || other.watches !== scope.watches) continue;
    other.overlapped = true;
    scope.overlapped = true;
  }
  scope.active = true;
  open.add(scope);
}

/** Closes a scope. */
export function closeScope(open: Set<QueryScope>, scope: QueryScope): void {
  scope.active = false;
  open.delete(scope);
}

/** Tells a scope of something that belongs to it. */
type Tell<Told> = (scope: QueryScope, attribution: Attribution, told: Told) => void;

/**
 * Tells everyone to whom something belongs that was done in the context of `own`.
 *
 * That is the scope of its context and the scopes around that one, where they are open; those around one that ignores hear
 * so. Otherwise every open scope hears of it: as its own where it was never open beside an unrelated one, as ambiguous where
 * it was. One that only watches hears of what no other one is told.
 */
export function tellScopes<Told>(
  open: ReadonlySet<QueryScope>,
  own: QueryScope | undefined,
  tell: Tell<Told>,
  told: Told,
): void {
  let isIgnored = false;
  let isTold = false;
  for (let scope = own; scope !== undefined; scope = scope.parent) {
    if (!scope.active) continue;
    if (scope.ignores === true) {
      isIgnored = true;
      continue;
    }
    tell(scope, isIgnored ? 'ignored' : 'scope', told);
    isTold = true;
  }
  if (isTold) return;
  const isWatchedOnly = onlyWatched(open);
  for (const scope of open) {
    if (scope.watches === true && !isWatchedOnly) continue;
    // Nobody counts an ignored query, so that it need not be told whose it is.
    tell(scope, isIgnored ? 'ignored' : scope.overlapped ? 'ambiguous' : 'adopted', told);
  }
}

function onlyWatched(open: ReadonlySet<QueryScope>): boolean {
  for (const { watches } of open) if (watches !== true) return false;
  return true;
}

/** A scope and how something comes to it. */
export interface Holder {
  readonly scope: QueryScope;
  readonly attribution: Attribution;
}

/** Answers everyone whom {@link tellScopes} tells. */
export function holdersOf(open: ReadonlySet<QueryScope>, own: QueryScope | undefined): readonly Holder[] {
  const holders: Holder[] = [];
  tellScopes(open, own, listHolder, holders);
  return holders;
}

function listHolder(scope: QueryScope, attribution: Attribution, holders: Holder[]): void {
  holders.push({ scope, attribution });
}

/** Answers whether a scope is open that is neither `own` nor around or inside of it. */
export function isContested(open: ReadonlySet<QueryScope>, own: QueryScope | undefined): boolean {
  if (own === undefined || open.size < 2) return false;
  const ancestors = new Set(lineage(own));
  return [...open].some((scope) => scope.watches !== true && !ancestors.has(scope) && !lineage(scope).includes(own));
}

function lineage(scope: QueryScope): QueryScope[] {
  const scopes: QueryScope[] = [];
  for (let next: QueryScope | undefined = scope; next !== undefined; next = next.parent) scopes.push(next);
  return scopes;
}
