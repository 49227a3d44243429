import { findCallSite, locate, type CallOrigin, type StackTop } from './call-origin.js';
import { isMethod, propertyOf, type DriverClient } from './driver.js';
import type { InterceptorState } from './interceptor-state.js';
import type { QueryContext } from './query-context.js';
import { holdersOf } from './query-scope.js';
import { SentQuery } from './sent-query.js';
import { isOnStack, setupFilesOf } from './setup-query.js';
import { takeStack } from './stack.js';

/**
 * Records a query for everyone to whom it belongs, when the call is made.
 *
 * @param args - Those of `client.query` or `pool.query`.
 * @param top - The replaced method, still running: the application called it.
 * @param client - Undefined while a pool has not chosen one.
 */
export function recordCall(
  state: InterceptorState,
  context: QueryContext | undefined,
  args: readonly unknown[],
  top: StackTop,
  client?: DriverClient,
): SentQuery {
  const [config, values] = args;
  const text = textOf(config, client);
  const holders = holdersOf(state.scopes, context?.scope);
  let wantsCallSite = false;
  let keepsValues = false;
  for (const { scope } of holders) {
    wantsCallSite = scope.wantsCallSite(text) || wantsCallSite;
    keepsValues ||= scope.keepsValues;
  }
  const { origin, setup } = trace(state, text, wantsCallSite, top);
  const query = new SentQuery(text, origin, setup || context?.setup === true);
  if (keepsValues) query.values = valuesOf(config, values);
  for (const { scope, attribution } of holders) scope.receive(query, attribution);
  if (context?.scope?.active === false) context.scope.receiveLate(query);
  return query;
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

function trace(
  state: InterceptorState,
  text: string,
  wantsCallSite: boolean,
  top: StackTop,
): { origin: CallOrigin | undefined; setup: boolean } {
  const setupFiles = setupFilesOf(text);
  if (!wantsCallSite && setupFiles.length === 0) return { origin: undefined, setup: false };
  if (setupFiles.length === 0) return { origin: { site: locate(state.callSites, top) }, setup: false };
  const stack = takeStack(top);
  return {
    origin: wantsCallSite ? { site: findCallSite(state.callSites, stack, top) } : undefined,
    setup: isOnStack(stack, setupFiles),
  };
}

function valuesOf(config: unknown, values: unknown): readonly unknown[] {
  const given = values === undefined || isMethod(values) ? propertyOf(config, 'values') : values;
  const kept = given ?? propertyOf(propertyOf(config, 'cursor'), 'values');
  return Array.isArray(kept) ? [...(kept as readonly unknown[])] : [];
}
