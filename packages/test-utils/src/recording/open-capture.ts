import { applicationLine, currentScope } from '../interceptor/pg-interceptor.js';
import { now } from '../interceptor/real-time.js';
import { openSession, type ScopeSession } from '../interceptor/scope-session.js';
import { CaptureScope, type CaptureOptions } from './capture-scope.js';
import { ensureNoWindow } from './overlapping-capture-error.js';
import { RecordedQueries } from './recorded-queries.js';

/** A capture whose end its user decides; for functions that need not return a promise. */
export interface OpenCapture extends Pick<ScopeSession, 'run'> {
  /** Ends the capture and answers what it holds; to be called once. */
  close(): RecordedQueries;
}

/**
 * Opens a capture, inside of the one of the current context if there is one.
 *
 * @throws {@link IncompatibleInterceptorError} When another version of this package applied its interceptor.
 * @throws {@link OverlappingCaptureError} While a window is open.
 */
export function openCapture(options: CaptureOptions = {}): OpenCapture {
  ensureNoWindow();
  const scope = new CaptureScope(options, currentScope(), applicationLine(openCapture));
  const session = openSession(scope);
  const startedAtMs = now();
  return {
    run: (action) => session.run(action),
    close() {
      session.close();
      return new RecordedQueries(scope, now() - startedAtMs, session.hasSeenDriver);
    },
  };
}
