import type { Observe } from '../recording/scaling/observation.js';
import { explainThrown } from '../report/explain-thrown.js';
import { ensureComplete, ensureObserved } from './ensure-evidence.js';
import { hintOf } from './hint.js';
import type { ActionMatcher } from './matcher-context.js';
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
    const action = requireAction(matcher, received);
    const expected = assertion.take(matcher, given);
    const { showValues, strict } = expected;
    const observation = await observe(action, { ...assertion.keeps, ...(showValues ? { values: true } : {}), strict });
    if (observation.outcome.status === 'threw') throw explainThrown(observation.outcome.error, matcher, observation);
    ensureObserved(matcher, observation);
    const { isNot = false } = this;
    const { pass, explain } = await assertion.judge({ matcher, expected, observation, isNot });
    if (pass !== isNot) ensureComplete(matcher, observation);
    const hint = hintOf(this, matcher, 'action', given);
    return { pass, message: () => explain({ hint, isNot, showValues, printer: this.utils }) };
  };
}
