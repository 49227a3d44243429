import type { Observe } from './observation.js';
import { findDisagreements, onlyFell, type Disagreement } from './repeatability.js';
import type { Dimension } from './scaling-options.js';
import type { FailedRun, ObservedRun } from './scaling-run.js';
import { ScalingRunner, type RunnerPlan } from './scaling-runner.js';

/** Warm-ups that are added where a second run sent fewer queries than the first. */
const mostAddedWarmups = 2;

/** What is to be measured. */
export interface ScalingPlan<Result> extends RunnerPlan<Result> {
  readonly dimension: Dimension;
  /** In rising order. */
  readonly sizes: readonly number[];
  readonly warmup: number;
}

/** The runs that count and those that were discarded. */
export interface ScalingSeries {
  readonly runs: readonly ObservedRun[];
  /** Warm-ups, and runs that a further warm-up made obsolete. */
  readonly discarded: readonly ObservedRun[];
  /** Where runs at one size still differ. */
  readonly disagreements: readonly Disagreement[];
}

/** What measuring led to. */
export type ScalingMeasurement = (ScalingSeries & { readonly status: 'measured' }) | FailedRun;

/**
 * Runs an action at each size and records its queries, in such an order that it runs twice at one size at least: a page
 * is as small again after the largest, data that has grown is not.
 *
 * Where a second run at a size only sent fewer queries than the first, it warms up once more and starts again, at most
 * twice; growth is never retried.
 */
export async function measureScaling<Result>(plan: ScalingPlan<Result>, observe: Observe): Promise<ScalingMeasurement> {
  const measurement = new Measurement(plan, observe);
  try {
    await (plan.dimension === 'page size' ? measurement.growPages() : measurement.growData());
  } catch (failure) {
    if (failure instanceof RunFailure) return failure.run;
    throw failure;
  }
  const { runs, discarded } = measurement;
  return { status: 'measured', runs, discarded, disagreements: findDisagreements(runs) };
}

/** Leads out of all loops. */
class RunFailure extends Error {
  constructor(readonly run: FailedRun) {
    super();
  }
}

class Measurement<Result> {
  runs: ObservedRun[] = [];
  readonly discarded: ObservedRun[] = [];
  readonly #plan: ScalingPlan<Result>;
  readonly #runner: ScalingRunner<Result>;

  constructor(plan: ScalingPlan<Result>, observe: Observe) {
    this.#plan = plan;
    this.#runner = new ScalingRunner(plan, observe);
  }

  async growPages(): Promise<void> {
    const { sizes } = this.#plan;
    await this.#runWarm([...sizes, ...sizes.slice(0, 1)]);
  }

  /** Only at the smallest size is a fall a matter of warming up: at a larger one, a cache took in the rows that are new. */
  async growData(): Promise<void> {
    const [smallest = 0, ...larger] = this.#plan.sizes;
    await this.#runWarm([smallest, smallest]);
    for (const size of larger) this.runs.push(await this.#run(size), await this.#run(size));
  }

  async #runWarm(order: readonly number[]): Promise<void> {
    const [smallest = 0] = this.#plan.sizes;
    for (let addedWarmups = 0; ; addedWarmups++) {
      for (let left = addedWarmups === 0 ? this.#plan.warmup : 1; left > 0; left--) {
        this.discarded.push(await this.#run(smallest));
      }
      this.runs = [];
      for (const size of order) this.runs.push(await this.#run(size));
      if (!onlyFell(findDisagreements(this.runs)) || addedWarmups === mostAddedWarmups) return;
      this.discarded.push(...this.runs);
    }
  }

  async #run(size: number): Promise<ObservedRun> {
    const run = await this.#runner.run(size);
    if ('status' in run) throw new RunFailure(run);
    return run;
  }
}
