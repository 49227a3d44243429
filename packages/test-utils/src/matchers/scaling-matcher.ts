import { inspect } from 'node:util';
import { applicationLine } from '../interceptor/application-line.js';
import { measureScaling, type ScalingSeries } from '../recording/scaling/measure-scaling.js';
import { findMissingEvidence, runPerSize } from '../recording/scaling/missing-evidence.js';
import type { Observe } from '../recording/scaling/observation.js';
import { resolveScalingOptions, ScalingOptionError } from '../recording/scaling/resolve-scaling-options.js';
import type { Dimension, ResolvedScalingOptions, ScalingOptions } from '../recording/scaling/scaling-options.js';
import { judgeScaling } from '../recording/scaling/scaling-verdict.js';
import { explainFailedRun } from '../report/explain-failed-run.js';
import { explainLate, lateInRuns } from '../report/explain-late.js';
import { explainMissingEvidence } from '../report/explain-missing-evidence.js';
import { explainScaling } from '../report/explain-scaling.js';
import { hintOf } from './hint.js';
import type { ActionMatcher, MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import { refuseNested, runningIn } from './nested-matcher.js';
import { requireAction, type Action } from './require-action.js';

/** What a scaling check was given. */
interface ScalingCheck {
  readonly matcher: string;
  readonly action: Action<[number]>;
  readonly options: ScalingOptions<never>;
  readonly resolved: ResolvedScalingOptions;
}

/**
 * Makes the matcher that runs an action at several page sizes and compares the counts of each statement.
 *
 * @param observe - Runs the action and records its queries.
 */
export function createToNotScaleWithPageSize(observe: Observe): ActionMatcher {
  const matcher = 'toNotScaleWithPageSize';
  return async function toNotScaleWithPageSize(received, options = {}) {
    refuseNegation(this, matcher);
    refuseNested(matcher);
    const action = requireAction<[number]>(matcher, received, 'pageSize');
    return await check(this, { matcher, action, ...take(matcher, 'page size', options) }, observe);
  };
}

/**
 * Makes the matcher that runs an action on data that grows and compares the counts of each statement.
 *
 * @param observe - Runs the action and records its queries.
 */
export function createToNotScaleWith(observe: Observe): ActionMatcher {
  const matcher = 'toNotScaleWith';
  return async function toNotScaleWith(received, populate, options = {}) {
    refuseNegation(this, matcher);
    refuseNested(matcher);
    const action = requireAction(matcher, received);
    if (!isPopulate(populate)) {
      const example = '`(size, previous) => addComments(postId, size - previous)`';
      throw new MatcherError(
        `${matcher}() needs a function that makes the data grow, received ${inspect(populate)}. Pass ${example}.`,
      );
    }
    const { options: known, resolved } = take(matcher, 'data size', options);
    return await check(this, { matcher, action: () => action(), options: { ...known, populate }, resolved }, observe);
  };
}

function isPopulate(value: unknown): value is (size: number, previous: number) => unknown {
  return typeof value === 'function';
}

function refuseNegation({ isNot }: MatcherContext, matcher: string): void {
  if (isNot !== true) return;
  const otherwise = matcher === 'toNotScaleWith' ? 'with little and with much data' : 'at two page sizes';
  throw new MatcherError(
    `${matcher}() can't be negated: "grows somehow" holds for any mistake. ` +
      'To pin known growth, name its rate by `maxPerItem: 1`, or allow the statement with a reason; ' +
      `to pin counts, use \`toExecuteQueries(n)\` ${otherwise}.`,
  );
}

function take(matcher: string, dimension: Dimension, given: unknown): Pick<ScalingCheck, 'options' | 'resolved'> {
  try {
    const options = given as ScalingOptions<never>;
    return { options, resolved: resolveScalingOptions(options, dimension) };
  } catch (error) {
    throw isOptionError(error) ? new MatcherError(`${matcher}(): ${error.message}`) : error;
  }
}

function isOptionError(error: unknown): error is ScalingOptionError {
  return error instanceof ScalingOptionError;
}

async function check(context: MatcherContext, given: ScalingCheck, observe: Observe): Promise<MatcherResult> {
  const { matcher, action, resolved } = given;
  const { dimension } = resolved;
  const series = await measure(given, observe);
  const missing = findMissingEvidence(series, resolved);
  if (missing !== undefined) {
    const takesSize = action.length > 0;
    throw new MissingEvidenceError(explainMissingEvidence(missing, { matcher, dimension, takesSize }));
  }
  const verdict = judgeScaling(runPerSize(series.runs), resolved);
  const pass = verdict.growths.length === 0;
  const lateQueries = lateInRuns(series.runs, dimension);
  // They may be the ones that grow.
  if (pass && lateQueries.late.length > 0) throw new MissingEvidenceError(explainLate(matcher, lateQueries));
  const hint = hintOf(context, matcher, 'action', dimension === 'page size' ? '' : 'populate');
  return { pass, message: () => explainScaling({ hint, verdict, series, options: resolved }) };
}

async function measure({ matcher, action, options, resolved }: ScalingCheck, observe: Observe): Promise<ScalingSeries> {
  const { populate, reset, items } = options;
  const { dimension, sizes, warmup, only, showValues, strict } = resolved;
  const plan = {
    ...{
      action: (size: number) => runningIn(matcher, () => action(size) as never)(),
      dimension,
      sizes,
      warmup,
      only,
      populate,
      reset,
      items,
    },
    ...{ keeps: { strict, ...(showValues ? { values: true } : {}) }, readsItems: dimension === 'page size' },
  };
  // A run that comes later has the test no longer on its stack.
  const openedAt = applicationLine(measure);
  const measurement = await measureScaling(plan, (run, own) => observe(run, { ...own, openedAt }));
  if (measurement.status === 'measured') return measurement;
  const { error, size } = measurement;
  if (isOptionError(error)) throw new MatcherError(`${matcher}(): ${error.message}`);
  throw explainFailedRun(measurement, matcher, `at ${dimension} ${size}`);
}
