import type { FunctionFacts } from '../facts/function-facts.js';

const resolvers = new WeakSet<FunctionFacts>();

/** Notes that GraphQL calls `fn` and waits for what it gives back. */
export function noteAwaitedByGraphql(fn: FunctionFacts): void {
  resolvers.add(fn);
}

/** Whether what `fn` gives back is waited for because it is a resolver: a builder or a promise that it returns runs. */
export function isAwaitedByGraphql(fn: FunctionFacts): boolean {
  return resolvers.has(fn);
}
