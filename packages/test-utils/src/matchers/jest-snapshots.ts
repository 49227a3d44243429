import { isMethod, propertyOf, type Method } from '../interceptor/driver.js';
import { guardInJest } from './jest-matcher.js';
import type { JestTests } from './jest-tests.js';
import { locateCaller, type TestLocation } from './locate-error.js';
import type { MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';
import { isCapture } from './require-capture.js';
import { runLocatedNow } from './run-located.js';
import type { CompareSnapshot, SnapshotForm, SnapshotMatcher } from './snapshot-matcher.js';

/** Where `expect` keeps its matchers. By the package `jest-snapshot` they would be loaded once more, for each file of tests. */
const keptMatchers = Symbol.for('$$jest-matchers-object');

const matcherOf: Readonly<Record<SnapshotForm, string>> = { file: 'toMatchSnapshot', inline: 'toMatchInlineSnapshot' };

/**
 * Adapts a matcher of snapshots to Jest, whose own machinery compares and writes.
 *
 * @param tests - Knows the test that runs.
 */
export function adaptSnapshotToJest(name: string, matcher: SnapshotMatcher, tests: JestTests) {
  return function adapted(
    this: MatcherContext,
    received: unknown,
    ...given: readonly unknown[]
  ): MatcherResult | Promise<MatcherResult> {
    const location = locateCaller(adapted);
    const compare = compareInJest(name, this, location);
    const run = () => matcher({ context: this, compare, received, given });
    if (isCapture(received)) return runLocatedNow(run, location);
    return guardInJest(name, async () => run(), { tests, location });
  };
}

function compareInJest(name: string, context: MatcherContext, { stack = '' }: TestLocation): CompareSnapshot {
  // Jest looks for the place of an inline snapshot in this, below a name that its matchers are called by.
  const error = Object.assign(new Error(), { stack });
  // Without `dontThrow`, which collects failures for whatever test ends next: concurrent ones would be mixed up.
  const ofSnapshot = { ...context, error, dontThrow: undefined };
  return ({ form, printed, text }) => {
    const given = text === undefined ? [] : [text];
    const result = findMatcher(name, matcherOf[form]).call(ofSnapshot, printed, ...given) as MatcherResult;
    return result.pass ? { pass: true, difference: '' } : { ...result, difference: withoutHint(result.message()) };
  };
}

function findMatcher(name: string, key: string): Method {
  const matcher = propertyOf(propertyOf(Reflect.get(globalThis, keptMatchers), 'matchers'), key);
  if (isMethod(matcher)) return matcher;
  throw new MatcherError(`${name}() needs the \`${key}()\` of Jest, and found none. Run the test by Jest 29 or later.`);
}

/** The first line names Jest's own matcher. */
function withoutHint(message: string): string {
  return message.slice(message.indexOf('\n\n') + 2);
}
