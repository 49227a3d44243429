import { types } from 'node:util';
import type { RecordedQueries } from '../recording/recorded-queries.js';
import { MatcherError } from './matcher-error.js';

/** What a finished capture tells about its queries. */
export type FinishedCapture = Pick<
  RecordedQueries,
  'queries' | 'uncounted' | 'unattributed' | 'late' | 'driverSeen'
> & { readonly result?: unknown };

/**
 * Takes what was given to `expect` as a finished capture.
 *
 * @throws {@link MatcherError} Where it is none; the message says what was received and what to pass.
 */
export function requireCapture(matcher: string, received: unknown): FinishedCapture {
  if (isCapture(received)) return received;
  throw new MatcherError(
    `${matcher}() needs a finished capture, received ${describe(received)}. ` +
      'Pass what `await captureQueries(() => listPosts())` answers.',
  );
}

/** No `instanceof`: another copy of this package may have made it. */
function isCapture(value: unknown): value is FinishedCapture {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['queries', 'uncounted', 'unattributed', 'late'].every((list) => Array.isArray(Reflect.get(value, list)))
  );
}

function describe(value: unknown): string {
  if (types.isPromise(value)) return 'a Promise';
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`;
}
