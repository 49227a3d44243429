/**
 * A promise that knows whether somebody waits for it. A matcher returns one; the runner derives another from it and gives
 * that to the test, whose `await` calls its `then`.
 */
export class AwaitGuard<T> extends Promise<T> {
  #derived: AwaitGuard<unknown> | undefined;
  #isUsed = false;

  /** Makes a guard that settles like `promise`. */
  static of<T>(promise: Promise<T>): AwaitGuard<T> {
    return new AwaitGuard<T>((resolve) => {
      resolve(promise);
    });
  }

  override then<Fulfilled = T, Rejected = never>(
    onFulfilled?: ((value: T) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    this.#isUsed = true;
    const derived = super.then(onFulfilled, onRejected);
    if (derived instanceof AwaitGuard) this.#derived = derived;
    return derived;
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
}

/** Explains that a test did not wait for a matcher. */
export function explainNotAwaited(matcher: string, isRunning: boolean): string {
  const fact = isRunning ? 'was still running when the test ended' : 'was not awaited, so that its result was lost';
  return `${matcher}() ${fact}. Add \`await\` before \`expect(\`.`;
}
