import { explainLate, lateInRuns } from '../report/explain-late.js';
import { explainMissingEvidence } from '../report/explain-missing-evidence.js';
import { explainScaling } from '../report/explain-scaling.js';
import { explainThrown } from '../report/explain-thrown.js';
import { measureScaling, type ScalingSeries } from '../recording/scaling/measure-scaling.js';
import { findMissingEvidence, runPerSize } from '../recording/scaling/missing-evidence.js';
import type { Observe } from '../recording/scaling/observation.js';
import {
  resolveScalingOptions,
  ScalingOptionError,
  type ResolvedScalingOptions,
  type ScalingOptions,
} from '../recording/scaling/scaling-options.js';
import { judgeScaling } from '../recording/scaling/scaling-verdict.js';
import { hintOf } from './hint.js';
import type { MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import { requireAction, type Action } from './require-action.js';

const matcher = 'toNotScaleWithPageSize';

/**
 * Makes the matcher that runs an action at several page sizes and compares the counts of each statement.
 *
 * @param observe - Runs the action and records its queries.
 */
export function createToNotScaleWithPageSize(observe: Observe) {
  return async function toNotScaleWithPageSize(
    this: MatcherContext,
    received: unknown,
    ...given: readonly unknown[]
  ): Promise<MatcherResult> {
    const [options = {}] = given as [ScalingOptions<never>?];
    if (this.isNot === true) throw new MatcherError(explainNegation());
    const action = requireAction<[number]>(matcher, received, 'pageSize');
    const resolved = resolve(options);
    const series = await measure(action, options, resolved, observe);
    const missing = findMissingEvidence(series, resolved);
    if (missing !== undefined) {
      throw new MissingEvidenceError(explainMissingEvidence(missing, matcher, action.length > 0));
    }
    const verdict = judgeScaling(runPerSize(series.runs), resolved);
    const pass = verdict.growths.length === 0;
    const lateQueries = lateInRuns(series.runs);
    // They may be the ones that grow.
    if (pass && lateQueries.late.length > 0) throw new MissingEvidenceError(explainLate(matcher, lateQueries));
    const hint = hintOf(this, matcher, 'action', []);
    return {
      pass,
      message: () => explainScaling({ hint, verdict, series, counted: resolved.count }),
    };
  };
}

function explainNegation(): string {
  return (
    `${matcher}() can't be negated: "grows somehow" holds for any mistake. ` +
    'To pin known growth, name its rate: `toNotScaleWithPageSize({ maxPerItem: 1 })`, or allow the statement with a reason; ' +
    'to pin counts, use `toExecuteQueries(n)` at two page sizes.'
  );
}

function resolve(options: ScalingOptions<never>): ResolvedScalingOptions {
  try {
    return resolveScalingOptions(options);
  } catch (error) {
    if (error instanceof ScalingOptionError) throw new MatcherError(`${matcher}(): ${error.message}`, { cause: error });
    throw error;
  }
}

async function measure(
  action: Action<[number]>,
  { populate, reset, items }: ScalingOptions<never>,
  { sizes, warmup, only, strict }: ResolvedScalingOptions,
  observe: Observe,
): Promise<ScalingSeries> {
  const [smallest = 0] = sizes;
  const order = [...sizes, smallest];
  const plan = { action: action as (size: number) => never, order, warmup, only, populate, reset, items };
  const measurement = await measureScaling(plan, (run) => observe(run, { strict }));
  if (measurement.status === 'measured') return measurement;
  throw explainThrown(measurement.error, matcher, measurement.observation, ` at page size ${measurement.size}`);
}
