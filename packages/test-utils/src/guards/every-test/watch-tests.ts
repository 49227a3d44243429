import { inspect } from 'node:util';
import { locateCaller, locateError } from '../../matchers/locate-error.js';
import { MatcherError } from '../../matchers/matcher-error.js';
import { isReason } from './every-test-options.js';
import { WatchedFile, type RunOfFile } from './watched-file.js';

// On the global of the test file, as `jest.resetModules()` in a test loads this module again.
const key = Symbol.for('@flatquery/test-utils/every-test');

/**
 * Begins to watch the tests of a file, in the place of what watched them before.
 *
 * @throws {@link MatcherError} Where the options can't be used.
 * @throws {@link BaselineError} Where the baseline can't be.
 */
export function watchFile(options: unknown, run: RunOfFile): WatchedFile {
  const file = new WatchedFile(options, run);
  Reflect.set(globalThis, key, file);
  return file;
}

/** Answers whether a file's tests are watched by this one, and by no later one. */
export function isCurrent(file: WatchedFile): boolean {
  return watchedFile() === file;
}

/**
 * Lets the test that runs send a statement for one value after the other, though {@link everyTest} watches it.
 *
 * @param reason - Why it may; for whoever reads the test.
 * @throws {@link MatcherError} Without a reason, and where `everyTest()` watches no test.
 *
 * @example
 * test('imports a file', async () => {
 *   allowRepeats('rows are imported one by one, so that a bad one does not stop the others');
 *   await importRows(rows);
 * });
 */
export function allowRepeats(reason: string): void {
  const obstacle = isReason(reason)
    ? letRepeat()
    : `needs a reason, received ${inspect(reason)}. Say why it may repeat`;
  if (obstacle === undefined) return;
  throw locateError(new MatcherError(`allowRepeats() ${obstacle}.`), locateCaller(allowRepeats));
}

function letRepeat(): string | undefined {
  const file = watchedFile();
  if (file === undefined) return 'has nothing to allow: everyTest() watches no test. Call that in a set-up file';
  return file.allowRepeats() ? undefined : 'was called while no test ran. Call it in the test that may repeat';
}

function watchedFile(): WatchedFile | undefined {
  return Reflect.get(globalThis, key) as WatchedFile | undefined;
}
