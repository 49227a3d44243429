import { relative } from 'node:path';
import { openScopes } from '../interceptor/scope-session.js';
import { callSiteOf } from './call-site.js';

/** Says that a window of `startCapture()` and another capture would be open at the same time. */
export class OverlappingCaptureError extends Error {
  override readonly name = 'OverlappingCaptureError';
}

/**
 * Makes sure that a window can be opened.
 *
 * @throws {@link OverlappingCaptureError} Where a capture is open.
 */
export function ensureNoCapture(): void {
  for (const { windowOpenedAt } of openScopes()) {
    throw new OverlappingCaptureError(
      windowOpenedAt === undefined
        ? 'startCapture() must be the only capture, for it takes every query, and another one is open: that of a ' +
            'captureQueries() or a matcher whose action has not settled. Await it first, or use captureQueries(action) ' +
            'here: such captures can be nested and run side by side.'
        : `startCapture() has a capture open already${placeOf(windowOpenedAt)}. Call its \`stop()\` first, or declare it ` +
            'with `using` in a block of its own.',
    );
  }
}

/**
 * Makes sure that no window is open.
 *
 * @throws {@link OverlappingCaptureError} Where one is.
 */
export function ensureNoWindow(): void {
  for (const { windowOpenedAt } of openScopes()) {
    if (windowOpenedAt === undefined) continue;
    throw new OverlappingCaptureError(
      `startCapture() has a capture open${placeOf(windowOpenedAt)}, which takes every query: no other one can run beside it. ` +
        'Call its `stop()` before captureQueries(), profileQueries(), detectRepeats() or a matcher.',
    );
  }
}

function placeOf(error: Error): string {
  const site = callSiteOf(error);
  return site === undefined ? '' : ` (${relative(process.cwd(), site.file)}:${site.line}:${site.column})`;
}
