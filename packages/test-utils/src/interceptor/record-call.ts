import { findCallSite, usualFrames, type StackTop } from './call-origin.js';
import { isMethod, propertyOf, type DriverClient } from './driver.js';
import type { InterceptorState } from './interceptor-state.js';
import { isMergedDispatch } from './merged-dispatch.js';
import type { QueryContext } from './query-context.js';
import { isContested, tellScopes, type Attribution, type QueryScope } from './query-scope.js';
import { SentQuery } from './sent-query.js';
import { isServing } from './served-request.js';
import { isSentBy } from './setup-query.js';
import { takeStack, wholeStack } from './stack.js';
import type { Transactions } from './transactions.js';

const none: readonly unknown[] = [];

/**
 * Records a query for everyone to whom it belongs, when the call is made.
 *
 * @param args - Those of `client.query` or `pool.query`.
 * @param client - Undefined while a pool has not chosen one.
 * @param transactions - Given with the client.
 */
export function recordCall(
  state: InterceptorState,
  context: QueryContext | undefined,
  args: readonly unknown[],
  client?: DriverClient,
  transactions?: Transactions,
): SentQuery {
  const [config] = args;
  const own = context?.scope;
  const query = new SentQuery(textOf(config, client), context?.setup === true);
  query.isMerged = isContested(state.scopes, own) && isMergedCall(client, transactions);
  tellScopes(state.scopes, query.isMerged ? undefined : own, tellOfQuery, query);
  if (own?.ignores !== true) for (const scope of state.scopes) scope.noteSent?.();
  if (isServing(context)) for (const scope of state.scopes) scope.receiveServed?.(query, context);
  // An empty list says that somebody keeps them.
  if (query.values !== undefined) query.values = valuesOf(config, args[1]);
  if (own?.active === false) own.receiveLate(query);
  return query;
}

function tellOfQuery(scope: QueryScope, attribution: Attribution, query: SentQuery): void {
  if (attribution !== 'ignored' && scope.wantsCallSite(query.facts)) query.origin ??= { site: undefined };
  if (scope.keepsValues) query.values = none;
  if (scope.keepsDetails === true) query.details ??= { columns: undefined, client: undefined };
  scope.receive(query, attribution);
}

/**
 * Looks on the current stack for the line that sent a query, if that is wanted, and for an ORM that sets a connection up.
 *
 * Called by the replaced method itself: V8 takes its time for each frame between the two.
 *
 * @param top - The replaced method, still running: the application called it.
 */
export function traceCall({ callSites }: InterceptorState, query: SentQuery, top: StackTop): void {
  const { origin } = query;
  const { setupSenders } = query.facts;
  if (setupSenders.length === 0) {
    if (origin === undefined) return;
    origin.site = findCallSite(callSites, takeStack(top, usualFrames()), top);
    if (origin.site !== undefined) return;
  }
  const stack = takeStack(top, wholeStack);
  if (origin !== undefined) origin.site = findCallSite(callSites, stack, top);
  query.setup ||= isSentBy(stack, setupSenders);
}

/** A transaction is one caller's or, like its beginning, several callers'. */
function isMergedCall(client: DriverClient | undefined, transactions: Transactions | undefined): boolean {
  const begun = client === undefined ? undefined : transactions?.beginningOf(client);
  return begun?.isMerged ?? isMergedDispatch(takeStack(recordCall, wholeStack));
}

/** Answers the SQL of a call: a named statement can be sent again by its name only. */
export function textOf(config: unknown, client: DriverClient | undefined): string {
  if (typeof config === 'string') return config;
  const text = propertyOf(config, 'text') ?? propertyOf(propertyOf(config, 'cursor'), 'text');
  if (typeof text === 'string') return text;
  const name = propertyOf(config, 'name');
  if (typeof name !== 'string') return '';
  const prepared =
    client?.connection?.parsedStatements?.[name] ??
    client?.connection?.submittedNamedStatements?.[name] ??
    client?.namedQueries?.[name];
  return typeof prepared === 'string' ? prepared : name;
}

function valuesOf(config: unknown, values: unknown): readonly unknown[] {
  const given = values === undefined || isMethod(values) ? propertyOf(config, 'values') : values;
  const kept = given ?? propertyOf(propertyOf(config, 'cursor'), 'values');
  return Array.isArray(kept) ? [...(kept as readonly unknown[])] : [];
}
