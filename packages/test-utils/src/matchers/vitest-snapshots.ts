import { isMethod, type Method } from '../interceptor/driver.js';
import { isCapture } from './require-capture.js';
import { framesOfTest, locateCaller, type TestLocation } from './locate-error.js';
import type { MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';
import { runLocatedNow } from './run-located.js';
import type { CompareSnapshot, SnapshotComparison, SnapshotMatcher, SnapshotRequest } from './snapshot-matcher.js';
import { guardInVitest, type VitestAssertion, type VitestTest } from './vitest-matcher.js';

/** What is used of Vitest's module. */
export interface VitestModule {
  readonly chai: {
    readonly Assertion: new (value: unknown) => object;
    readonly util: { readonly flag: (assertion: never, name: string, value?: unknown) => unknown };
  };
  /** Since 4.1. */
  readonly Snapshots?: object;
}

/**
 * Adapts a matcher of snapshots to Vitest, whose own machinery compares and writes.
 *
 * @param currentAssertion - Answers the assertion that calls the matcher.
 */
export function adaptSnapshotToVitest(
  name: string,
  matcher: SnapshotMatcher,
  vitest: VitestModule,
  currentAssertion: () => VitestAssertion | undefined,
) {
  return function adapted(
    this: MatcherContext,
    received: unknown,
    ...given: readonly unknown[]
  ): MatcherResult | Promise<MatcherResult> {
    const location = locateCaller(adapted);
    const assertion = currentAssertion();
    const test = assertion?.test;
    const compare = compareInVitest(vitest, { name, test, location });
    const run = () => matcher({ context: this, compare, received, given });
    if (isCapture(received)) return runLocatedNow(run, location);
    return guardInVitest(name, async () => run(), { assertion, location });
  };
}

/** Whose snapshot it is. */
interface Assertion {
  readonly name: string;
  readonly test: VitestTest | undefined;
  readonly location: TestLocation;
}

function compareInVitest({ chai, Snapshots }: VitestModule, { name, test, location }: Assertion): CompareSnapshot {
  return (request) => {
    if (test === undefined)
      throw new MatcherError(`${name}() needs a test, whose name a snapshot has. Call it in one.`);
    // An assertion of its own: by the time that the action has ended, the test's may belong to another test.
    const assertion = new chai.Assertion(request.printed);
    const flags = { 'vitest-test': test, _name: name, error: errorAtTest(location) };
    for (const [flag, value] of Object.entries(flags)) chai.util.flag(assertion as never, flag, value);
    if (request.form === 'file') return compareWithFile(assertion, request);
    const toMatch: unknown = Snapshots && Reflect.get(Snapshots, 'toMatchInlineSnapshot');
    if (!isMethod(toMatch)) throw new MatcherError(explainVersion(name));
    return compareInline(toMatch, assertion, request);
  };
}

/** Vitest looks for a snapshot's place one frame below this name. */
function errorAtTest(location: TestLocation): Error {
  const error = new Error();
  error.stack = ['Error', '    at __INLINE_SNAPSHOT_OFFSET_1__ (/matcher:1:1)', ...framesOfTest(location)].join('\n');
  return error;
}

function compareWithFile(assertion: object, { text }: SnapshotRequest): SnapshotComparison {
  try {
    (Reflect.get(assertion, 'toMatchSnapshot') as Method).call(assertion, text);
    return { pass: true, difference: '' };
  } catch (error) {
    if (!(error instanceof Error && 'actual' in error && 'expected' in error)) throw error;
    const { message, actual, expected } = error;
    return describeDifference({ message, actual, expected });
  }
}

function compareInline(toMatch: Method, assertion: object, { printed, text }: SnapshotRequest): SnapshotComparison {
  const given = text === undefined ? [] : [text];
  const result = toMatch.call({ assertion }, printed, ...given) as MatcherResult;
  if (result.pass) return { pass: true, difference: '' };
  return describeDifference({ ...result, message: result.message() });
}

/** Vitest itself draws the difference below the message. */
function describeDifference(found: { message: string; actual?: unknown; expected?: unknown }): SnapshotComparison {
  const { message, actual, expected } = found;
  const isRecorded = typeof expected === 'string' && expected !== '';
  const difference = isRecorded
    ? message
    : `${message}: none is recorded, and in CI none is written. Run the test once on your machine, and commit what it writes.`;
  return { pass: false, difference, actual, expected };
}

function explainVersion(name: string): string {
  return `${name}() needs Vitest 4.1 or later. Use \`toMatchQuerySnapshot()\`, which keeps its snapshot in a file.`;
}
