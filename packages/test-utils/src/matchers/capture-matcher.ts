import { ensureComplete, ensureObserved } from './ensure-evidence.js';
import { hintOf, printArguments } from './hint.js';
import { isAboutAssertion, locateCaller, locateError } from './locate-error.js';
import type { CaptureMatcher, MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { observationOf, requireCapture } from './require-capture.js';

/**
 * Makes the matcher that judges the queries of a finished capture.
 *
 * @param matcher - Its name.
 */
export function captureMatcher<Expected extends Taken>(
  matcher: string,
  assertion: QueryAssertion<Expected>,
): CaptureMatcher {
  return function captured(received, ...given) {
    try {
      return judgeCapture(this, { matcher, assertion, received, given });
    } catch (error) {
      throw isAboutAssertion(error) ? locateError(error, locateCaller(captured)) : error;
    }
  };
}

/** What `expect` was given, and how it is judged. */
interface CaptureCheck<Expected extends Taken> {
  readonly matcher: string;
  readonly assertion: QueryAssertion<Expected>;
  readonly received: unknown;
  readonly given: readonly unknown[];
}

function judgeCapture<Expected extends Taken>(
  context: MatcherContext,
  { matcher, assertion, received, given }: CaptureCheck<Expected>,
): MatcherResult {
  const capture = requireCapture(matcher, received);
  const expected = assertion.take(matcher, given);
  if (expected.strict) throw new MatcherError(explainStrict(matcher));
  const observation = observationOf(capture);
  ensureObserved(matcher, observation);
  const { isNot = false } = context;
  const { pass, explain } = assertion.judge({ matcher, expected, observation, isNot });
  if (pass !== isNot) ensureComplete(matcher, observation);
  const hint = hintOf(context, matcher, 'capture', printArguments(given));
  return { pass, message: () => explain({ hint, isNot, showValues: expected.showValues, printer: context.utils }) };
}

/** Explains that only a capture that is still to run can refuse queries. */
export function explainStrict(matcher: string): string {
  return `${matcher}() can't be \`strict\`, for the capture is finished. Pass \`{ strict: true }\` to captureQueries().`;
}
