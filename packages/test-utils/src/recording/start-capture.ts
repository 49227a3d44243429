import { now } from '../interceptor/real-time.js';
import { openSession, type ScopeSession } from '../interceptor/scope-session.js';
import { takeError } from '../interceptor/stack.js';
import type { QueryCapture } from './capture-queries.js';
import { CaptureScope, type CaptureOptions, type Reception } from './capture-scope.js';
import { ensureNoCapture } from './overlapping-capture-error.js';
import { RecordedQueries } from './recorded-queries.js';

/** A capture that is open until it is stopped. Its figures can be read at any time, and are those of that moment. */
export interface CaptureWindow extends Omit<QueryCapture<never>, 'result'>, Disposable {
  /** False once it was stopped. */
  readonly isOpen: boolean;
  /** Ends it: what is sent from now on is not counted, and other captures can start. Further calls do nothing. */
  stop(): void;
}

/**
 * Opens a capture without an action: it takes every query of this thread until it is stopped, whoever sends it.
 *
 * Where the code under test can be called as a function, {@link captureQueries} tells its queries from those of others,
 * and can be nested and run side by side. A window can't: it must be the only capture.
 *
 * @returns To be declared with `using`, which stops it at the end of the block, or to be stopped by `stop()`.
 * @throws {@link OverlappingCaptureError} When another capture is open; so does every other capture while this one is.
 * @throws {@link IncompatibleInterceptorError} When another version of this package applied its interceptor.
 *
 * @example
 * using capture = startCapture();
 * await userClicksThroughTheShop();
 * console.log(capture.queries.length);
 */
export function startCapture(options: CaptureOptions = {}): CaptureWindow {
  if (typeof options === 'function') {
    throw new TypeError('startCapture() takes no function: it counts until `stop()`. Use captureQueries(action).');
  }
  ensureNoCapture();
  return new OpenWindow(new WindowScope(options));
}

/** Keeps what it was told: it is asked again and again. */
class WindowScope extends CaptureScope {
  readonly windowOpenedAt = takeError(startCapture);
  readonly #received: Reception[] = [];

  constructor(options: CaptureOptions) {
    super(options, undefined, undefined);
  }

  override receive(...[query, attribution]: Parameters<CaptureScope['receive']>): void {
    this.#received.push({ query, attribution: attribution === 'ignored' ? attribution : 'window' });
  }

  override takeReceived(): readonly Reception[] {
    return this.#received.slice();
  }

  get size(): number {
    return this.#received.length;
  }
}

class OpenWindow implements CaptureWindow {
  readonly #scope: WindowScope;
  readonly #session: ScopeSession;
  readonly #startedAtMs = now();
  #endedAtMs: number | undefined;
  #figures: { readonly size: number; readonly recorded: RecordedQueries } | undefined;
  declare readonly [Symbol.dispose]: () => void;

  constructor(scope: WindowScope) {
    this.#scope = scope;
    this.#session = openSession(scope);
    // Realms of Jest and of Vitest's vmThreads may have no such symbol, or one that their set-up adds.
    const { dispose } = Symbol as { readonly dispose?: symbol };
    if (dispose !== undefined) Object.defineProperty(this, dispose, { value: this.stop.bind(this) });
  }

  get isOpen(): boolean {
    return this.#endedAtMs === undefined;
  }

  stop(): void {
    this.#endedAtMs ??= now();
    this.#session.close();
  }

  get durationMs(): number {
    return (this.#endedAtMs ?? now()) - this.#startedAtMs;
  }

  get driverSeen(): boolean {
    return this.#session.hasSeenDriver;
  }

  get queries() {
    return this.#recorded.queries;
  }

  get uncounted() {
    return this.#recorded.uncounted;
  }

  get unattributed() {
    return this.#recorded.unattributed;
  }

  get byShape() {
    return this.#recorded.byShape;
  }

  get byKind() {
    return this.#recorded.byKind;
  }

  get byTable() {
    return this.#recorded.byTable;
  }

  get statements() {
    return this.#recorded.statements;
  }

  get roundTrips() {
    return this.#recorded.roundTrips;
  }

  get connections() {
    return this.#recorded.connections;
  }

  get poolWaitMs() {
    return this.#recorded.poolWaitMs;
  }

  get rows() {
    return this.#recorded.rows;
  }

  /** The same objects for the same query as long as none came since. */
  get #recorded(): RecordedQueries {
    const { size } = this.#scope;
    if (this.#figures?.size !== size) {
      this.#figures = {
        size,
        recorded: new RecordedQueries(this.#scope, this.durationMs, this.driverSeen),
      };
    }
    return this.#figures.recorded;
  }
}
