import type { CaptureScope } from './capture-scope.js';
import { RecordedQueries } from './recorded-queries.js';

/** A capture whose action returned. */
export class ReturnedCapture<T> extends RecordedQueries {
  readonly status = 'returned';

  constructor(
    /** What the action returned. */
    readonly result: T,
    scope: CaptureScope,
    durationMs: number,
    driverSeen: boolean,
  ) {
    super(scope, durationMs, driverSeen);
  }
}

/** A capture whose action threw. */
export class ThrownCapture extends RecordedQueries {
  readonly status = 'threw';

  constructor(
    /** What the action threw. */
    readonly error: unknown,
    scope: CaptureScope,
    durationMs: number,
    driverSeen: boolean,
  ) {
    super(scope, durationMs, driverSeen);
  }
}

/** How an action ended, and what it sent until then. */
export type CaptureOutcome<T> = ReturnedCapture<T> | ThrownCapture;
