import { performance } from 'node:perf_hooks';
import * as timers from 'node:timers';

// Taken when this file is loaded: a test may replace clock and timers by its own, in the core modules too.

/** The milliseconds of `performance.now()`, whatever clock the test has put in its place. */
export const now: () => number = performance.now.bind(performance);

/** `setTimeout`, whatever timers the test has put in its place. */
export const afterDelay = timers.setTimeout;

/** `clearTimeout` for {@link afterDelay}. */
export const cancelDelay = timers.clearTimeout;

/** `setImmediate`, whatever timers the test has put in its place. */
export const afterThisTurn = timers.setImmediate;
