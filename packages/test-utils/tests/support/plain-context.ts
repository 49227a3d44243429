import type { MatcherContext, MatcherResult } from '../../src/matchers/matcher-context.js';

/** The `this` of a matcher, with colours off. */
export function plainContext(isNot = false): MatcherContext {
  return {
    isNot,
    utils: {
      matcherHint: (name, received = 'received', expected = 'expected', options = {}) =>
        `expect(${received})${options.isNot === true ? '.not' : ''}.${name}(${expected})`,
      printExpected: String,
      printReceived: String,
    },
  };
}

/** Answers the message of an assertion that must fail. */
export async function messageOf(assertion: Promise<MatcherResult>, isNot = false): Promise<string> {
  return messageOfResult(await assertion, isNot);
}

/** Answers the message of an assertion that must have failed. */
export function messageOfResult({ pass, message }: MatcherResult, isNot = false): string {
  if (pass !== isNot) throw new Error('The assertion holds.');
  return message();
}

/** Answers what an assertion rejects with. */
export async function rejectionOf(assertion: Promise<unknown>): Promise<Error> {
  try {
    await assertion;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('The assertion did not reject with an Error.');
}

/** Answers what a call throws. */
export function errorOf(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('The call did not throw an Error.');
}
