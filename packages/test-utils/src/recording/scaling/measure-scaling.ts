import type { Observation, Observe } from './observation.js';
import { findDisagreements, onlyFell, type Disagreement } from './repeatability.js';
import { matchesFilter, type QueryFilter } from './query-filter.js';
import { evidenceOfResult } from './result-evidence.js';
import type { ScalingRun } from './scaling-run.js';

/** Warm-ups that are added where a second run sent fewer queries than the first. */
const mostAddedWarmups = 2;

/** What is to be measured. */
export interface ScalingPlan<Result> {
  readonly action: (size: number) => Result | PromiseLike<Result>;
  /** Sizes in the order of the runs. The ones that appear twice show whether the action is deterministic. */
  readonly order: readonly number[];
  readonly warmup: number;
  readonly only: readonly QueryFilter[];
  readonly populate: ((size: number, previous: number) => unknown) | undefined;
  readonly reset: ((size: number) => unknown) | undefined;
  readonly items: ((result: Result) => number | undefined | Promise<number | undefined>) | undefined;
}

/** A run with what the gates need to know about it. */
export interface ObservedRun extends ScalingRun {
  readonly observation: Observation<unknown>;
  /** Status of a response that reports an error. */
  readonly httpError: number | undefined;
}

/** The runs that count and those that were discarded. */
export interface ScalingSeries {
  readonly runs: readonly ObservedRun[];
  /** Warm-ups, and runs that a further warm-up made obsolete. */
  readonly discarded: readonly ObservedRun[];
  /** Where runs at one size still differ. */
  readonly disagreements: readonly Disagreement[];
}

/** The action threw, so there is nothing to judge. */
export interface FailedMeasurement {
  readonly status: 'threw';
  readonly error: unknown;
  readonly size: number;
  readonly observation: Observation<unknown>;
}

/** What measuring led to. */
export type ScalingMeasurement = (ScalingSeries & { readonly status: 'measured' }) | FailedMeasurement;

/**
 * Runs an action at each size and records its queries. Where a second run at a size only sent fewer queries than the
 * first, it warms up once more and starts again, at most twice; growth is never retried.
 *
 * @throws Whatever `populate`, `reset` or `items` throw.
 */
export async function measureScaling<Result>(plan: ScalingPlan<Result>, observe: Observe): Promise<ScalingMeasurement> {
  const runner = new ScalingRunner(plan, observe);
  const smallest = Math.min(...plan.order);
  const discarded: ObservedRun[] = [];
  for (let addedWarmups = 0; ; addedWarmups++) {
    const warmups = Array<number>(addedWarmups === 0 ? plan.warmup : 1).fill(smallest);
    const runs: ObservedRun[] = [];
    for (const [index, size] of [...warmups, ...plan.order].entries()) {
      const run = await runner.run(size);
      if ('status' in run) return run;
      (index < warmups.length ? discarded : runs).push(run);
    }
    const disagreements = findDisagreements(runs);
    if (!onlyFell(disagreements) || addedWarmups === mostAddedWarmups) {
      return { status: 'measured', runs, discarded, disagreements };
    }
    discarded.push(...runs);
  }
}

class ScalingRunner<Result> {
  readonly #plan: ScalingPlan<Result>;
  readonly #observe: Observe;
  #populated = 0;

  constructor(plan: ScalingPlan<Result>, observe: Observe) {
    this.#plan = plan;
    this.#observe = observe;
  }

  async run(size: number): Promise<ObservedRun | FailedMeasurement> {
    await this.#prepare(size);
    const { action } = this.#plan;
    const observation = await this.#observe(() => action(size));
    const { outcome, queries } = observation;
    if (outcome.status === 'threw') return { status: 'threw', error: outcome.error, size, observation };
    const { items, httpError } = await evidenceOfResult(outcome.result);
    const { only } = this.#plan;
    return {
      size,
      items: this.#plan.items === undefined ? items : await this.#plan.items(outcome.result),
      httpError,
      observation,
      queries:
        only.length === 0 ? queries : queries.filter((query) => only.some((filter) => matchesFilter(query, filter))),
    };
  }

  async #prepare(size: number): Promise<void> {
    const { populate, reset } = this.#plan;
    if (populate !== undefined && size > this.#populated) {
      await populate(size, this.#populated);
      this.#populated = size;
    }
    await reset?.(size);
  }
}
