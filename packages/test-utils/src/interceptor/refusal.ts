import { isMethod, isSubmittable, propertyOf, type Method } from './driver.js';
import type { InterceptorState } from './interceptor-state.js';
import type { StackTop } from './call-origin.js';
import type { QueryContext } from './query-context.js';
import { holdersOf, type QueryScope } from './query-scope.js';
import type { SentQuery } from './sent-query.js';
import { wholeStack } from './stack.js';

/**
 * Answers why a query must not be sent: what the innermost guard says that it belongs to and that minds. Undefined where
 * it may be sent. Takes its time, and is only worth it where a guard is open.
 *
 * @param top - The replaced method, still running: the error's stack begins at its caller.
 */
export function refusalOf(
  state: InterceptorState,
  context: QueryContext | undefined,
  query: SentQuery,
  top: StackTop,
): Error | undefined {
  const lift = innermostLift(context);
  for (const { scope, attribution } of holdersOf(state.scopes, query.isMerged ? undefined : context?.scope)) {
    if (attribution !== 'scope' && attribution !== 'adopted') continue;
    const refusal = lift === undefined || isInside(scope, lift) ? scope.refuse?.(query) : undefined;
    if (refusal === undefined) continue;
    query.end(refusal);
    return tracedFrom(refusal, top);
  }
  return undefined;
}

/**
 * Answers a call of `client.query` as pg answers one that fails: by the callback, the query object or the promise, in a
 * later turn. The client does not hear of it.
 */
export function refuseOfClient(client: unknown, [config, ...others]: readonly unknown[], refusal: Error): unknown {
  const callback = others.slice(0, 2).find(isMethod);
  if (!isSubmittable(config)) {
    return refuseByPromise(callback ?? methodOf(config, 'callback'), propertyOf(client, '_Promise'), refusal);
  }
  if (callback !== undefined && !isMethod(config['callback'])) config['callback'] = callback;
  process.nextTick(() => methodOf(config, 'handleError')?.call(config, refusal, propertyOf(client, 'connection')));
  return config;
}

/** Answers a call of `pool.query` as pg answers one that fails. No connection is taken. */
export function refuseOfPool(pool: unknown, [, ...others]: readonly unknown[], refusal: Error): unknown {
  return refuseByPromise(others.slice(0, 2).find(isMethod), propertyOf(pool, 'Promise'), refusal);
}

/** @param promiseClass - The application can have pg use a library of its own. */
function refuseByPromise(callback: Method | undefined, promiseClass: unknown, refusal: Error): unknown {
  if (callback !== undefined) {
    process.nextTick(callback, refusal);
    return undefined;
  }
  const Chosen = isMethod(promiseClass) ? (promiseClass as unknown as PromiseConstructor) : Promise;
  return new Chosen((_, reject) => {
    process.nextTick(reject, refusal);
  });
}

function methodOf(value: unknown, key: string): Method | undefined {
  const method = propertyOf(value, key);
  return isMethod(method) ? method : undefined;
}

function innermostLift(context: QueryContext | undefined): QueryScope | undefined {
  let scope = context?.scope;
  while (scope !== undefined && scope.lifts !== true) scope = scope.parent;
  return scope;
}

function isInside({ parent }: QueryScope, outer: QueryScope): boolean {
  return parent !== undefined && (parent === outer || isInside(parent, outer));
}

function tracedFrom(error: Error, top: StackTop): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = wholeStack;
  Error.captureStackTrace(error, top);
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}
