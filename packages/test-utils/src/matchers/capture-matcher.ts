import type { Observation } from '../recording/scaling/observation.js';
import { ensureComplete, ensureObserved } from './ensure-evidence.js';
import { hintOf, printArguments } from './hint.js';
import type { CaptureMatcher } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { requireCapture } from './require-capture.js';

/**
 * Makes the matcher that judges the queries of a finished capture.
 *
 * @param matcher - Its name.
 */
export function captureMatcher<Expected extends Taken>(
  matcher: string,
  assertion: QueryAssertion<Expected>,
): CaptureMatcher {
  return function (received, ...given) {
    const capture = requireCapture(matcher, received);
    const expected = assertion.take(matcher, given);
    if (expected.strict) throw new MatcherError(explainStrict(matcher));
    const { queries, uncounted, unattributed, late = [], driverSeen: sawPg, result } = capture;
    const observation: Observation<unknown> = {
      ...{ outcome: { status: 'returned', result }, queries, uncounted, unattributed, sawPg },
      late: late.filter((query) => query.uncounted === undefined),
    };
    ensureObserved(matcher, observation);
    const { isNot = false } = this;
    const { pass, explain } = assertion.judge({ matcher, expected, observation, isNot });
    if (pass !== isNot) ensureComplete(matcher, observation);
    const hint = hintOf(this, matcher, 'capture', printArguments(given));
    return { pass, message: () => explain({ hint, isNot, showValues: expected.showValues, printer: this.utils }) };
  };
}

function explainStrict(matcher: string): string {
  return `${matcher}() can't be \`strict\`, for the capture is finished. Pass \`{ strict: true }\` to captureQueries().`;
}
