import type { CallExpression } from '../facts/expression.js';
import { onlyCallOf } from '../facts/only-call.js';
import type { Repetition } from '../iteration/repetition.js';
import type { Chain } from '../reach/query.js';
import type { Evaluator } from '../values/evaluator.js';
import { isAssignedBefore } from './assigned-relation.js';
import { isBatch, isConstantList } from './batch.js';
import { Carried } from './carried.js';
import { Dependence } from './dependence.js';
import { asksAnotherDatabase } from './other-database.js';
import { sendsOwnStatement } from './own-statement.js';

/** How sure the analysis is. What is ambiguous or escapes is `no`, never a guess. */
export type Certainty = 'certain' | 'potential' | 'no';

/** Whether a loop goes through a collection at all: `while` and an endless `for` wait, retry or walk. */
export function isCollection(repetition: Repetition): boolean {
  if (repetition.kind === 'callback') return true;
  const { kind, step } = repetition.loop;
  return kind === 'for-of' || kind === 'for-await' || kind === 'for-in' || (kind === 'for' && step === 'one');
}

/** The query that repeats, seen from the code that is repeated. */
export interface RepeatedCall {
  readonly call: CallExpression;
  /** Whether the function is handed over by name, so that it gets the element without it being written. */
  readonly isByName: boolean;
  readonly chain: Chain;
}

/** Whether the result is put into a list as it is, still a promise. */
function isKept(call: CallExpression): boolean {
  return call.owner.calls.some(
    ({ callee, args }) => callee.kind === 'member' && callee.name === 'push' && args.includes(call),
  );
}

/** Whether `call` uses what the only call of the function around it passes of the element. */
function isGivenElement({ callee, args, owner }: CallExpression, dependence: Dependence): boolean {
  const taker = onlyCallOf(owner);
  return (taker?.args ?? []).some((argument, parameter) => {
    if (!taker || !dependence.has(argument)) return false;
    const passed = new Dependence({ kind: 'callback', call: taker, function: owner, items: undefined, parameter });
    return [callee, ...args].some((part) => passed.has(part));
  });
}

/** Answers whether the code at `repeated` asks the database once per element of `repetition`. */
export function perElement(repeated: RepeatedCall, repetition: Repetition, evaluator: Evaluator): Certainty {
  const { call, isByName, chain } = repeated;
  if (!isCollection(repetition) || isConstantList(repetition, evaluator)) return 'no';
  // Mapping starts all of them in one tick, and so does a loop that only keeps the promises.
  if (chain.query.isBatchedInOneTick && (repetition.kind === 'callback' || isKept(call))) return 'no';
  const dependence = new Dependence(repetition);
  // A lazy relation is asked of the row itself.
  if (chain.query.kind !== 'lazy-relation' && asksAnotherDatabase(call, dependence, evaluator)) return 'no';
  if (isAssignedBefore(chain, repetition)) return 'no';
  if (sendsOwnStatement(repeated, repetition, dependence)) return 'no';
  const isDirect = isByName && repetition.kind === 'callback' && repetition.call === call;
  const parts = [call.callee, ...call.args];
  if (!isDirect && !parts.some((part) => dependence.has(part)) && !isGivenElement(call, dependence)) return 'no';
  if (isBatch(parts, repetition, evaluator)) return 'no';
  const carried = new Carried(call, repetition);
  return carried.isLast() || carried.decidesExit() || carried.feedsNextTurn() ? 'no' : 'certain';
}
