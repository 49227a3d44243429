import { findCallSite, usualFrames, type StackTop } from './call-origin.js';
import { isMethod, propertyOf, type DriverClient } from './driver.js';
import type { InterceptorState } from './interceptor-state.js';
import { isMergedDispatch } from './merged-dispatch.js';
import type { QueryContext } from './query-context.js';
import { holdersOf, isContested } from './query-scope.js';
import { SentQuery } from './sent-query.js';
import { isSentBy, setupSendersOf } from './setup-query.js';
import { takeStack, wholeStack } from './stack.js';
import type { Transactions } from './transactions.js';

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
  const [config, values] = args;
  const text = textOf(config, client);
  const isMerged = isContested(state.scopes, context?.scope) && isMergedCall(client, transactions);
  const holders = holdersOf(state.scopes, isMerged ? undefined : context?.scope);
  let wantsCallSite = false;
  let keepsValues = false;
  for (const { scope, attribution } of holders) {
    if (attribution !== 'ignored') wantsCallSite = scope.wantsCallSite(text) || wantsCallSite;
    keepsValues ||= scope.keepsValues;
  }
  const query = new SentQuery(text, wantsCallSite ? { site: undefined } : undefined, context?.setup === true);
  query.isMerged = isMerged;
  if (keepsValues) query.values = valuesOf(config, values);
  for (const { scope, attribution } of holders) scope.receive(query, attribution);
  if (context?.scope?.active === false) context.scope.receiveLate(query);
  return query;
}

/**
 * Looks on the current stack for the line that sent a query, if that is wanted, and for an ORM that sets a connection up.
 *
 * Called by the replaced method itself: V8 takes its time for each frame between the two.
 *
 * @param top - The replaced method, still running: the application called it.
 */
export function traceCall({ callSites }: InterceptorState, query: SentQuery, top: StackTop): void {
  const senders = setupSendersOf(query.text);
  const { origin } = query;
  if (senders.length === 0) {
    if (origin === undefined) return;
    origin.site = findCallSite(callSites, takeStack(top, usualFrames()), top);
    if (origin.site !== undefined) return;
  }
  const stack = takeStack(top, wholeStack);
  if (origin !== undefined) origin.site = findCallSite(callSites, stack, top);
  query.setup ||= isSentBy(stack, senders);
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
