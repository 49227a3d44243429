import { InvalidActionError } from '../recording/invalid-action-error.js';
import { openCapture, type OpenCapture } from '../recording/open-capture.js';
import { explainProfile, type ProfileEnd } from '../report/explain-profile.js';

/** What {@link profileQueries} may be told. */
export interface ProfileOptions {
  /**
   * What the function is called in print.
   * Defaults to its own name.
   */
  readonly name?: string;
  /**
   * Where a profile is printed, once per call.
   * Defaults to `console.log`.
   */
  readonly write?: (profile: string) => void;
}

/** What a profiled function returns: a promise where the function returns anything that can be awaited. */
export type Profiled<Result> = Result extends PromiseLike<unknown> ? Promise<Awaited<Result>> : Result;

/**
 * Wraps a function so that each call prints its queries: how many and how long in all, and of each statement how often,
 * rows, time and the line that sent it; values are not shown.
 *
 * The wrapped function takes the same arguments and `this`, returns the same, and throws the same. What it returns is
 * awaited if it can be, builders of queries included, and the profile is printed then; of a function that returns
 * anything else, at once. Calls can be nested and run side by side.
 *
 * @throws {@link InvalidActionError} When it is given no function. The wrapped function throws
 * {@link OverlappingCaptureError} while a window of `startCapture()` is open.
 *
 * @example
 * const listPosts = profileQueries(posts.list.bind(posts), { name: 'listPosts' });
 * await listPosts({ limit: 25 });
 */
export function profileQueries<This, Parameters extends unknown[], Result>(
  action: (this: This, ...parameters: Parameters) => Result,
  options: ProfileOptions = {},
): (this: This, ...parameters: Parameters) => Profiled<Result> {
  if (typeof action !== 'function') throw new InvalidActionError('profileQueries()', action);
  const { name = action.name || 'anonymous function', write = toConsole } = options;
  const profiled = function (this: This, ...parameters: Parameters): unknown {
    const capture = openCapture();
    const end = (how: ProfileEnd): void => {
      write(explainProfile(name, capture.close(), how));
    };
    const result = callOr(() => capture.run(() => action.apply(this, parameters)), end);
    if (isThenable(result)) return settle(result, capture, end);
    end({ status: 'returned' });
    return result;
  };
  Object.defineProperties(profiled, {
    name: { value: action.name, configurable: true },
    length: { value: action.length, configurable: true },
  });
  return profiled as (this: This, ...parameters: Parameters) => Profiled<Result>;
}

function toConsole(profile: string): void {
  console.log(profile);
}

function callOr<Result>(call: () => Result, end: (how: ProfileEnd) => void): Result {
  try {
    return call();
  } catch (error) {
    end({ status: 'threw', error });
    throw error;
  }
}

/** Awaits in the context of the capture: lazy builders send their query when they are awaited. */
async function settle(result: PromiseLike<unknown>, capture: OpenCapture, end: (how: ProfileEnd) => void) {
  let settled: unknown;
  try {
    settled = await capture.run(async () => await result);
  } catch (error) {
    end({ status: 'threw', error });
    throw error;
  }
  end({ status: 'returned' });
  return settled;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject && typeof (value as { readonly then?: unknown }).then === 'function';
}
