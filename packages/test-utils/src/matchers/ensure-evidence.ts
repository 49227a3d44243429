import type { Observation } from '../recording/scaling/observation.js';
import { explainLate } from '../report/explain-late.js';
import { explainNoPg, explainUnattributed } from '../report/explain-nothing-seen.js';
import { MissingEvidenceError } from './matcher-error.js';

/** @throws {@link MissingEvidenceError} Where nothing could be seen, or not whose the queries are. */
export function ensureObserved(matcher: string, { sawPg, unattributed }: Observation<unknown>): void {
  if (!sawPg) throw new MissingEvidenceError(explainNoPg(matcher));
  if (unattributed.length > 0) throw new MissingEvidenceError(explainUnattributed(matcher, unattributed));
}

/**
 * Guards an assertion that holds: a count that leaves queries out proves nothing, whether they were wanted or not.
 *
 * @throws {@link MissingEvidenceError} Where queries came too late to be counted.
 */
export function ensureComplete(matcher: string, { late }: Observation<unknown>): void {
  if (late.length > 0) throw new MissingEvidenceError(explainLate(matcher, { late, where: '' }));
}
