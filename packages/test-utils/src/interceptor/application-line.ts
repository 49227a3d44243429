import { findCaller, type RawCallSite, type StackTop } from './call-origin.js';
import { takeStack, wholeStack } from './stack.js';

/**
 * Answers the line of the application that led to a call.
 *
 * @param top - The function that was called, still running, and before it awaited anything.
 */
export function applicationLine(top: StackTop): RawCallSite | undefined {
  return findCaller(new Map(), takeStack(top, wholeStack), top);
}
