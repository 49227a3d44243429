import { applicationLine, currentScope, PgInterceptor, runInScope } from '../interceptor/pg-interceptor.js';
import { ReturnedCapture, ThrownCapture, type CaptureOutcome } from './capture-outcome.js';
import { CaptureScope, type CaptureOptions } from './capture-scope.js';
import { ensureNoWindow } from './overlapping-capture-error.js';
import { now } from '../interceptor/real-time.js';

/**
 * Runs `action` once and captures the queries that it sends through node-postgres. Never rejects: an error of the action
 * is part of the outcome.
 *
 * A capture inside the action of another one counts for both.
 *
 * @throws {@link IncompatibleInterceptorError} When another version of this package applied its interceptor.
 * @throws {@link OverlappingCaptureError} While a window is open.
 */
export async function runCapture<T>(
  action: () => T | PromiseLike<T>,
  options: CaptureOptions = {},
): Promise<CaptureOutcome<T>> {
  ensureNoWindow();
  const interceptor = new PgInterceptor().apply();
  const openedAt = options.callSites === 'none' ? undefined : applicationLine(runCapture);
  const scope = new CaptureScope(options, currentScope(), openedAt);
  const startedAtMs = now();
  try {
    const result = await runInScope(scope, action);
    return new ReturnedCapture(result, scope, now() - startedAtMs, interceptor.hasSeenDriver);
  } catch (error) {
    return new ThrownCapture(error, scope, now() - startedAtMs, interceptor.hasSeenDriver);
  } finally {
    interceptor.dispose();
  }
}
