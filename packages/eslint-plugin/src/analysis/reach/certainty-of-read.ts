import { comesFrom } from '../facts/comes-from.js';
import type { CallExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { executed } from '../values/executed.js';
import type { Chain } from './query.js';
import type { Steps } from './steps.js';

/** The last function that both ways go through, and the one after it on the way to the read. */
function fork(read: Chain, write: Chain): readonly [FunctionFacts | undefined, FunctionFacts | undefined] {
  const at = write.functions.findIndex((fn, index) => fn !== read.functions[index]);
  const shared = at === -1 ? write.functions.length : at;
  return [read.functions[shared - 1], read.functions[shared]];
}

/** Whether what `call` gives is given back, or handed to another of `calls`. */
function isHandedOn(call: CallExpression, calls: readonly CallExpression[]): boolean {
  if (call.use === 'return' || call.owner.returns.some((value) => comesFrom(value, call))) return true;
  return calls.some((other) => other !== call && [other.callee, ...other.args].some((part) => comesFrom(part, call)));
}

/**
 * How sure it is that a read which is sent per element is worth asking for all of them at once.
 *
 * Where a write is nearer than the read, and nothing that the read brings is given back or handed on, the call is there to write:
 * the read is a check, or part of an event, of a command for one element, and no batch replaces it without taking the command apart.
 * A lazy relation can be loaded with the rows all the same.
 *
 * @param write - The nearest write that the same call leads to.
 */
export function certaintyOfRead(read: Chain, write: Chain | undefined, steps: Steps): 'certain' | 'potential' {
  if (read.query.kind === 'lazy-relation') return 'certain';
  if (!write || write.functions.length >= read.functions.length) return 'certain';
  const [shared, next] = fork(read, write);
  const calls = shared ? [...executed(shared, steps.evaluator)].flatMap((fn) => fn.calls) : [];
  const leading = calls.filter((call) => steps.ofCall(call).nodes.some(({ value }) => value.function === next));
  // What is only known by what the function is given stays certain.
  return leading.length === 0 || leading.some((call) => isHandedOn(call, calls)) ? 'certain' : 'potential';
}
