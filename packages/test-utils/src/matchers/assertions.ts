import type { ScalingOptions } from '../recording/scaling/scaling-options.js';
import type { ExpectedQueries } from './execute-queries.js';

/** What the matchers add to `expect(action)`. Each must be awaited. */
export interface QueryAssertions {
  /**
   * Passes when the action sends that many queries through node-postgres; transaction control and connection set-up do
   * not count. Fails where it would pass but queries were sent after the action had settled.
   *
   * @param expected - A number, or `{ min, max }`.
   *
   * @example
   * await expect(() => listPosts({ limit: 25 })).toExecuteQueries(2);
   */
  toExecuteQueries(expected: ExpectedQueries): Promise<void>;

  /**
   * Passes when the action sends each statement as often for a large page as for a small one. Fails where
   * that is not proved: see the guide's "When it throws instead". Can't be negated.
   *
   * @example
   * await expect((pageSize: number) => listPosts({ limit: pageSize })).toNotScaleWithPageSize();
   */
  toNotScaleWithPageSize<Result = unknown>(options?: ScalingOptions<Result>): Promise<void>;
}

/**
 * What the matchers add to `expect(capture)`, where the capture is finished. They answer at once.
 *
 * @typeParam R - A promise behind Jest's `.resolves`.
 */
export interface CaptureAssertions<R = void> {
  /**
   * Passes when the capture holds that many queries, as `toExecuteQueries` counts them.
   *
   * @example
   * expect(await captureQueries(() => listPosts({ limit: 25 }))).toHaveExecutedQueries(2);
   */
  toHaveExecutedQueries(expected: ExpectedQueries): R;
}

/** What the matchers of a capture add to `expect` itself, for use inside of `toEqual`. */
export type AsymmetricAssertions = {
  [Name in keyof CaptureAssertions]: (...given: Parameters<CaptureAssertions[Name]>) => unknown;
};
