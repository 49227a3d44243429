import { inspect } from 'node:util';
import type { Observe } from './observation.js';
import { matchesFilter, type QueryFilter } from './query-filter.js';
import { ScalingOptionError } from './resolve-scaling-options.js';
import { evidenceOfResult } from './result-evidence.js';
import type { FailedRun, ObservedRun } from './scaling-run.js';

/** What is to be run. */
export interface RunnerPlan<Result> {
  readonly action: (size: number) => Result | PromiseLike<Result>;
  readonly only: readonly QueryFilter[];
  readonly keepsValues: boolean;
  /** Whether queries from outside of the action's context are refused. */
  readonly strict: boolean;
  /** Whether the length of the list in a result is a number of items, where `items` does not say. */
  readonly readsItems: boolean;
  readonly populate: ((size: number, previous: number) => unknown) | undefined;
  readonly reset: ((size: number) => unknown) | undefined;
  readonly items: ((result: Result) => number | undefined | Promise<number | undefined>) | undefined;
}

/** Runs an action at sizes, with what belongs before and after a run outside of the measurement. */
export class ScalingRunner<Result> {
  readonly #plan: RunnerPlan<Result>;
  readonly #observe: Observe;
  #populated = 0;

  constructor(plan: RunnerPlan<Result>, observe: Observe) {
    this.#plan = plan;
    this.#observe = observe;
  }

  async run(size: number): Promise<ObservedRun | FailedRun> {
    const unprepared = await this.#prepare(size);
    if (unprepared !== undefined) return unprepared;
    const { action, only, keepsValues, readsItems, strict } = this.#plan;
    const observation = await this.#observe(() => action(size), { ...(keepsValues ? { values: true } : {}), strict });
    const { outcome, queries } = observation;
    if (outcome.status === 'threw') return failed('action', outcome.error, size, queries);
    const { items, elements, httpError } = await evidenceOfResult(outcome.result);
    const counted = await this.#countItems(outcome.result, size);
    if (typeof counted === 'object') return counted;
    return {
      ...{ size, observation, httpError, elements },
      items: this.#plan.items === undefined && readsItems ? items : counted,
      queries:
        only.length === 0 ? queries : queries.filter((query) => only.some((filter) => matchesFilter(query, filter))),
    };
  }

  async #prepare(size: number): Promise<FailedRun | undefined> {
    const { populate, reset } = this.#plan;
    let during: 'populate' | 'reset' = 'populate';
    try {
      if (populate !== undefined && size > this.#populated) {
        await populate(size, this.#populated);
        this.#populated = size;
      }
      during = 'reset';
      await reset?.(size);
      return undefined;
    } catch (error) {
      return failed(during, error, size);
    }
  }

  async #countItems(result: Result, size: number): Promise<number | undefined | FailedRun> {
    try {
      const count: unknown = await this.#plan.items?.(result);
      if (count === undefined || (Number.isSafeInteger(count) && Number(count) >= 0))
        return count as number | undefined;
      throw new ScalingOptionError(
        `\`items\` must answer a number of items, or undefined, answered ${inspect(count)}.`,
      );
    } catch (error) {
      return failed('items', error, size);
    }
  }
}

function failed(
  during: FailedRun['during'],
  error: unknown,
  size: number,
  queries: FailedRun['queries'] = [],
): FailedRun {
  return { status: 'threw', during, error, size, queries };
}
