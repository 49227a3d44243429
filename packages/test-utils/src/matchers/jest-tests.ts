import { AsyncLocalStorage } from 'node:async_hooks';
import { isMethod, type Method } from '../interceptor/driver.js';

/** A running test of Jest, and what is to be checked at its end. */
class JestTest {
  readonly #checks: (() => Promise<void>)[] = [];

  /** Remembers a check for the end of the test. */
  onEnd(check: () => Promise<void>): void {
    this.#checks.push(check);
  }

  /** Waits for all checks. @throws What the first of them threw. */
  async end(): Promise<void> {
    for (const outcome of await Promise.allSettled(this.#checks.map((check) => check()))) {
      if (outcome.status === 'rejected') throw outcome.reason;
    }
  }
}

/** Knows which test of a file runs: Jest tells its name only, and of concurrent tests nothing before version 29.7. */
export class JestTests {
  #sequential: JestTest | undefined;
  readonly #concurrent = new AsyncLocalStorage<JestTest>();

  /** The test in whose context the caller runs. */
  get current(): JestTest | undefined {
    return this.#concurrent.getStore() ?? this.#sequential;
  }

  /** Is called before a test that has hooks. */
  start(): void {
    this.#sequential = new JestTest();
  }

  /** Is called after a test that has hooks. @throws What a check of its end threw. */
  async end(): Promise<void> {
    const test = this.#sequential;
    this.#sequential = undefined;
    await test?.end();
  }

  /** Gives the context up after the last test, so that it holds nothing of the file. */
  dispose(): void {
    this.#concurrent.disable();
  }

  /**
   * Makes a twin of `test.concurrent`, or of a function that it holds (`only`, `each`, `failing`), that knows its tests
   * while they run: Jest runs no hooks for them.
   */
  follow(register: Method, isTemplate = false): Method {
    return new Proxy(register, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        return isMethod(member) ? this.follow(member, key === 'each') : member;
      },
      apply: (target, receiver, args: unknown[]) => {
        if (!isTemplate) return target.apply(receiver, this.#followArgument(args, false));
        const registerEach = target.apply(receiver, args) as Method;
        return (...each: unknown[]) => registerEach(...this.#followArgument(each, true));
      },
    });
  }

  #followArgument([name, run, ...others]: unknown[], takesRow: boolean): unknown[] {
    // A function with a parameter that is no row calls back when it is done.
    const isFollowed = isMethod(run) && (takesRow || run.length === 0);
    return [name, isFollowed ? this.#running(run) : run, ...others];
  }

  #running(run: Method): Method {
    const concurrent = this.#concurrent;
    return function concurrentTest(this: unknown, ...args) {
      const test = new JestTest();
      return concurrent.run(test, async () => {
        const result: unknown = await run.apply(this, args);
        await test.end();
        return result;
      });
    };
  }
}
