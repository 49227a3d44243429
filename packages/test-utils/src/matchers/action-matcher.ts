import type { Observe } from '../recording/scaling/observation.js';
import { explainThrown } from '../report/explain-thrown.js';
import { ensureComplete, ensureObserved } from './ensure-evidence.js';
import { hintOf, printArguments } from './hint.js';
import type { ActionMatcher } from './matcher-context.js';
import { refuseNested, runningIn } from './nested-matcher.js';
import type { Judgement, QueryAssertion, Taken } from './query-assertion.js';
import { requireAction } from './require-action.js';

/**
 * Makes the matcher that runs an action once and judges the queries that it sends.
 *
 * @param matcher - Its name.
 * @param observe - Runs the action and records its queries.
 */
export function actionMatcher<Expected extends Taken>(
  matcher: string,
  assertion: QueryAssertion<Expected, Judgement | Promise<Judgement>>,
  observe: Observe,
): ActionMatcher {
  return async function (received, ...given) {
    refuseNested(matcher);
    const action = runningIn(matcher, requireAction(matcher, received));
    const expected = assertion.take(matcher, given);
    const { showValues, strict } = expected;
    const observation = await observe(action, { ...assertion.keeps, ...(showValues ? { values: true } : {}), strict });
    const { outcome, queries } = observation;
    if (outcome.status === 'threw') throw explainThrown(outcome.error, matcher, queries);
    ensureObserved(matcher, observation);
    const { isNot = false } = this;
    const { pass, explain } = await assertion.judge({ matcher, expected, observation, isNot });
    if (pass !== isNot) ensureComplete(matcher, observation);
    const hint = hintOf(this, matcher, 'action', printArguments(given));
    return { pass, message: () => explain({ hint, isNot, showValues, printer: this.utils }) };
  };
}
