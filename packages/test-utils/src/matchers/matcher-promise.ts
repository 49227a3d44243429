import { locateError, type TestLocation } from './locate-error.js';

/**
 * What a matcher returns to its runner. The runner derives another promise from it, which rejects if the assertion fails,
 * and gives that to the test, whose `await` calls its `then`. So this one can tell whether somebody waits, and give the
 * runner's failure the line of the test.
 */
export class MatcherPromise<T> extends Promise<T> {
  #location: TestLocation | undefined;
  #derived: MatcherPromise<unknown> | undefined;
  #isUsed = false;

  /**
   * Makes one that settles like `promise`.
   *
   * @param location - The line of the test, where the runner loses it.
   */
  static of<T>(promise: Promise<T>, location?: TestLocation): MatcherPromise<T> {
    const created = new MatcherPromise<T>((resolve) => {
      resolve(promise);
    });
    created.#location = location;
    return created;
  }

  override then<Fulfilled = T, Rejected = never>(
    onFulfilled?: ((value: T) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    this.#isUsed = true;
    const derived = super.then(onFulfilled && this.#withLocation(onFulfilled), onRejected);
    if (derived instanceof MatcherPromise) this.#derived = derived;
    return derived;
  }

  /** How many promises have been derived by now, each from the one before. */
  countDerived(): number {
    return this.#derived === undefined ? 0 : 1 + this.#derived.countDerived();
  }

  /**
   * Answers whether the test waits for the result.
   *
   * @param levels - Promises that the runner derives before it hands one to the test.
   */
  isAwaited(levels: number): boolean {
    return levels === 0 ? this.#isUsed : (this.#derived?.isAwaited(levels - 1) ?? false);
  }

  /** Keeps a rejection that nobody waits for from being reported a second time, without a test's name. */
  silence(levels: number): void {
    // The own `then` would count as waiting.
    void Promise.prototype.then.call(this, undefined, () => undefined);
    if (levels > 0) this.#derived?.silence(levels - 1);
  }

  #withLocation<Result>(onFulfilled: (value: T) => Result): (value: T) => Result {
    const location = this.#location;
    if (location === undefined) return onFulfilled;
    return (value) => {
      try {
        return onFulfilled(value);
      } catch (error) {
        throw error instanceof Error ? locateError(error, location) : error;
      }
    };
  }
}
