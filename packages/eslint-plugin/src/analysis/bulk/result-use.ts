import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isNamed } from '../facts/global-name.js';
import { callbackRole } from '../values/callback-role.js';
import type { Evaluator } from '../values/evaluator.js';

/**
 * What becomes of what a call gives: nobody looks at it (`unused`), the function that calls gives it back (`returned`), it goes into
 * a list that is used as a whole (`collected`), or something is done with it (`used`).
 */
export type Fate = 'unused' | 'returned' | 'collected' | 'used';

/** Functions that look at what their callback gives for each item, or go on with it. */
const DECIDING = new Set([
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'sort',
]);

const DISCARDING = new Set(['forEach', 'each', 'eachSeries', 'forEachSeries', 'eachLimit', 'forEachLimit', 'reduce']);

/** Whether `expression` is what `isPart` looks for, awaited or under another type. */
function isJust(expression: Expression, isPart: (expression: Expression) => boolean): boolean {
  if (isPart(expression)) return true;
  return (expression.kind === 'await' || expression.kind === 'cast') && isJust(expression.value, isPart);
}

function isPromiseAll({ callee }: CallExpression): boolean {
  if (callee.kind !== 'member' || !isNamed(callee.object, 'Promise')) return false;
  return callee.name === 'all' || callee.name === 'resolve';
}

function isPush({ callee }: CallExpression): boolean {
  return callee.kind === 'member' && callee.name === 'push';
}

const nameOf = ({ callee }: CallExpression): string =>
  callee.kind === 'member' || callee.kind === 'reference' ? callee.name : '';

const isItem = (argument: Expression, isPart: (expression: Expression) => boolean): boolean =>
  argument.kind === 'array' && argument.items.some((item) => isJust(item, isPart));

/** `$transaction([first, second])` runs what is built for it. */
function isTransaction({ callee }: CallExpression, evaluator: Evaluator): boolean {
  return evaluator
    .evaluate(callee)
    .some((value) => value.kind === 'method' && value.facts.callback !== undefined && !value.facts.executes);
}

/** Answers what becomes of what `call` gives, in the function that calls and in the functions around it. */
export function fateOf(call: CallExpression, evaluator: Evaluator): Fate {
  if (call.isDiscarded) return 'unused';
  const { owner } = call;
  const isCall = (part: Expression): boolean => part === call;
  const names = owner.names.filter(({ sources }) => sources.some(({ value }) => isJust(value, isCall)));
  const used = names.filter(({ references }) => references.length > 0);
  if (names.length === 0) return fateOfPart({ owner, isPart: isCall, isSettled: false }, evaluator);
  const [name, another] = used;
  if (!name) return 'unused';
  const [source, more] = name.sources;
  if (another || more || !source || source.path.length > 0 || name.references.length > 1) return 'used';
  const isPart = (part: Expression): boolean => part.kind === 'reference' && part.binding === name;
  return fateOfPart({ owner, isPart, isSettled: source.value.kind === 'await' }, evaluator);
}

/** One place in a function where a value is used. */
interface Part {
  readonly owner: FunctionFacts;
  readonly isPart: (expression: Expression) => boolean;
  /** It has been awaited before. */
  readonly isSettled: boolean;
}

function fateOfPart({ owner, isPart, isSettled }: Part, evaluator: Evaluator): Fate {
  for (const outer of owner.calls) {
    if (outer.args.some((argument) => isItem(argument, isPart)))
      return isPromiseAll(outer) || isTransaction(outer, evaluator) ? fateOf(outer, evaluator) : 'used';
    const argument = outer.args.find((candidate) => isJust(candidate, isPart));
    if (argument) {
      if (isPush(outer)) return fateOfPushed(outer, isSettled || argument.kind === 'await');
      return isPromiseAll(outer) ? fateOf(outer, evaluator) : 'used';
    }
  }
  return owner.returns.some((value) => isJust(value, isPart)) ? fateOfReturned(owner, evaluator) : 'used';
}

function fateOfReturned(owner: FunctionFacts, evaluator: Evaluator): Fate {
  if (!owner.argumentOf) return 'returned';
  const { call, index } = owner.argumentOf;
  return callbackRole(call, index, evaluator).kind === 'each' ? fateOfItems(call) : fateOf(call, evaluator);
}

/** Answers what becomes of what a function gives that `call` calls per item. */
export function fateOfItems(call: CallExpression): Fate {
  if (DISCARDING.has(nameOf(call))) return 'unused';
  return DECIDING.has(nameOf(call)) ? 'used' : fateOfAll(call);
}

/** What becomes of the results of all elements, or of the promises of them. */
function fateOfAll(all: CallExpression): Fate {
  if (all.isDiscarded) return 'unused';
  if (isPromiseAll(all)) return 'collected';
  const { owner } = all;
  const taken = owner.calls.find((outer) => outer.args.some((argument) => isJust(argument, (part) => part === all)));
  if (taken) return isPromiseAll(taken) ? fateOfAll(taken) : 'used';
  const name = owner.names.find(({ sources: [source] }) => source && isJust(source.value, (part) => part === all));
  if (name) return fateOfPromises(name, 0);
  return owner.returns.some((value) => isJust(value, (part) => part === all)) ? 'collected' : 'used';
}

/** What becomes of a list of promises; of its `pushes`, and of nothing else, it is known what they are. */
function fateOfPromises(list: Binding, pushes: number): Fate {
  const awaited = list.owner.module.functions.flatMap(({ calls }) =>
    calls.filter(
      (call) =>
        isPromiseAll(call) && call.args.some(({ kind, ...rest }) => kind === 'reference' && isBinding(rest, list)),
    ),
  );
  const [all] = awaited;
  return all && list.references.length === pushes + awaited.length ? fateOfAll(all) : 'used';
}

const isBinding = (reference: object, binding: Binding): boolean =>
  'binding' in reference && reference.binding === binding;

function fateOfPushed({ callee }: CallExpression, isAwaited: boolean): Fate {
  const list = callee.kind === 'member' && callee.object.kind === 'reference' ? callee.object.binding : undefined;
  if (!list) return isAwaited ? 'collected' : 'used';
  const pushes = list.owner.module.functions
    .flatMap(({ calls }) => calls)
    .filter(
      (call) =>
        isPush(call) &&
        call.callee.kind === 'member' &&
        isJust(call.callee.object, (part) => part.kind === 'reference' && part.binding === list),
    );
  if (!isAwaited) return fateOfPromises(list, pushes.length);
  return list.references.length > pushes.length ? 'collected' : 'unused';
}
