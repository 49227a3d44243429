import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { nestedFunctions } from '../facts/function-facts.js';
import { globalName, isNamed } from '../facts/global-name.js';
import type { Repetition } from '../iteration/repetition.js';
import type { Evaluator } from '../values/evaluator.js';
import { itemsOf } from '../values/evaluate-member.js';
import { LIST_METHODS } from '../values/iteration-facts.js';
import type { Value } from '../values/value.js';
import { Dependence } from './dependence.js';

const SPLITTING = /chunk|batches|^batch$|partition/i;

/** The largest constant list that is still no reason to report. */
const MAX_CONSTANTS = 10;

function itemsExpression(repetition: Repetition): Expression | undefined {
  return repetition.kind === 'loop' ? repetition.loop.iterable : repetition.items;
}

/** Follows a name that is given a value just once. */
function definitionOf(expression: Expression | undefined): Expression | undefined {
  let at = expression;
  for (let depth = 0; depth < 6; depth++) {
    if (at?.kind === 'await' || at?.kind === 'cast') at = at.value;
    else if (at?.kind === 'reference' && at.binding?.sources.length === 1 && at.binding.sources[0]?.path.length === 0)
      at = at.binding.sources[0].value;
    else return at;
  }
  return at;
}

function elementBindings(repetition: Repetition): readonly Binding[] {
  if (repetition.kind === 'loop') return repetition.loop.elements;
  const { function: fn, parameter } = repetition;
  return parameter === 'this' ? [] : (fn?.parameters[parameter]?.bindings ?? []);
}

function usesAsList(repetition: Repetition, element: Binding, withMembers: boolean): boolean {
  const owner = repetition.kind === 'loop' ? repetition.owner : repetition.function;
  const isElement = (expression: Expression): boolean =>
    (expression.kind === 'reference' && expression.binding === element) ||
    (withMembers && expression.kind === 'member' && isElement(expression.object));
  return (owner ? nestedFunctions(owner) : []).some(
    (fn) =>
      fn.calls.some(
        ({ callee, args }: CallExpression) =>
          (callee.kind === 'member' && LIST_METHODS.has(callee.name) && isElement(callee.object)) ||
          args.some((argument) => argument.kind === 'spread' && isElement(argument.value)),
      ) || iteratedIn(fn.calls, isElement),
  );
}

function iteratedIn(calls: readonly CallExpression[], isElement: (expression: Expression) => boolean): boolean {
  return calls.some(({ loop }) => {
    for (let at = loop; at; at = at.parent) if (at.iterable && isElement(at.iterable)) return true;
    return false;
  });
}

/** Whether the binding is the element, or the second half of an entry of a map: `[key, list]`. */
function isItem({ parameter, sources }: Binding): boolean {
  const [path = []] = parameter ? [parameter.path] : sources.map((source) => source.path.slice(1));
  const [step] = path;
  return path.length === 0 || (path.length === 1 && step?.kind === 'item' && step.index === 1);
}

/** Whether `object` is `Object`, whose `entries` list another object, or a map. */
function isKnownMap(object: Expression, evaluator: Evaluator): boolean {
  if (isNamed(object, 'Object')) return true;
  const definition = definitionOf(object);
  const isNewMap = definition?.kind === 'call' && definition.isNew && calleeName(definition) === 'Map';
  return isNewMap || evaluator.evaluate(object).some((value) => value.kind === 'map');
}

/** Whether a list is made of what a map or an object holds under its keys: there a list in an element is a group of rows. */
function listsGroups(definition: Expression | undefined, evaluator: Evaluator): boolean {
  if (definition?.kind !== 'call' || definition.callee.kind !== 'member') return false;
  const { object, name } = definition.callee;
  if (isNamed(object, 'Array') && name === 'from') return listsGroups(definitionOf(definition.args[0]), evaluator);
  if (name !== 'values' && name !== 'entries') return false;
  // A list has entries too: its items with their positions.
  return (
    !evaluator.evaluate(object).some((value) => value.kind === 'array') &&
    (name === 'values' || isKnownMap(object, evaluator))
  );
}

/** Whether each element is itself a batch, so that the query, whose parts these are, asks for many rows at once. */
export function isBatch(parts: readonly Expression[], repetition: Repetition, evaluator: Evaluator): boolean {
  const items = itemsExpression(repetition);
  const definition = definitionOf(items);
  const isSplit = definition?.kind === 'call' && SPLITTING.test(calleeName(definition) ?? '');
  const isGroup = listsGroups(definition, evaluator);
  if (repetition.kind === 'callback' && !repetition.function)
    return isSplit || (items !== undefined && itemsOf(evaluator.evaluate(items), undefined).some(isList));
  if (repetition.kind === 'loop' && repetition.loop.kind === 'for-in' && items && listsLists(items, evaluator))
    return true;
  return elementBindings(repetition).some((element) => {
    if (!isGroup && !isItem(element)) return false;
    const isWhole = isSplit || evaluator.ofBinding(element).some(isList) || usesAsList(repetition, element, isGroup);
    if (!isWhole) return false;
    const dependence = new Dependence(repetition, element);
    return parts.some((part) => dependence.has(part));
  });
}

const isList = (value: Value): boolean => value.kind === 'array';

/** Whether what stands under the keys of a list are lists themselves. */
function listsLists(items: Expression, evaluator: Evaluator): boolean {
  return itemsOf(evaluator.evaluate(items).filter(isList), undefined).some(isList);
}

function calleeName({ callee }: CallExpression): string | undefined {
  return callee.kind === 'member' || callee.kind === 'reference' ? callee.name : undefined;
}

const GROWING = new Set(['push', 'unshift', 'splice', 'concat']);

/** Whether code of the same file adds to the list that a name holds. */
function isGrown(expression: Expression | undefined): boolean {
  if (expression?.kind !== 'reference' || !expression.binding) return false;
  const { binding } = expression;
  const isList = (target: Expression): boolean => target.kind === 'reference' && target.binding === binding;
  return binding.owner.module.functions.some(
    ({ calls, assignments }) =>
      calls.some(({ callee }) => callee.kind === 'member' && GROWING.has(callee.name) && isList(callee.object)) ||
      assignments.some(({ target }) => target.kind === 'index' && isList(target.object)),
  );
}

/** How many items a list that is written out in the code has, in this file or another one. */
function lengthOf(expression: Expression, evaluator: Evaluator): number | undefined {
  const definition = definitionOf(expression);
  if (definition?.kind === 'array')
    return definition.items.some((item) => item.kind === 'spread') ? undefined : definition.items.length;
  if (definition?.kind === 'call') return sizeOfListed(definition, evaluator) ?? lengthOfGiven(definition, evaluator);
  if (definition?.kind !== 'reference' || !definition.binding?.imported) return undefined;
  const [value, another] = evaluator.evaluate(definition);
  return value?.kind === 'array' && !another ? value.positions?.length : undefined;
}

/** The length of the list that a function of the project gives back, where it always gives the same. */
function lengthOfGiven(call: CallExpression, evaluator: Evaluator): number | undefined {
  const [called, another] = call.isNew ? [] : evaluator.calleesOf(call);
  if (called?.kind !== 'function' || another || called.function.isGenerator) return undefined;
  const [returned, other] = called.function.returns;
  if (!returned || other || isGrown(returned)) return undefined;
  return returned.kind === 'call' ? sizeOfListed(returned, evaluator) : lengthOf(returned, evaluator);
}

/** The size of the object, or enum, whose keys, values or entries are listed. */
function sizeOfListed({ callee, args: [listed] }: CallExpression, evaluator: Evaluator): number | undefined {
  if (!listed || callee.kind !== 'member' || globalName(callee.object) !== 'Object') return undefined;
  if (!['keys', 'values', 'entries'].includes(callee.name)) return undefined;
  const [value, another] = evaluator.evaluate(listed);
  return value?.kind === 'object' && !another && value.object.others.length === 0
    ? value.object.properties.size
    : undefined;
}

/** Whether the list is written out in the code and short: a fixed number of queries, whatever the data. */
export function isConstantList(repetition: Repetition, evaluator: Evaluator): boolean {
  const items = itemsExpression(repetition);
  const length = items && lengthOf(items, evaluator);
  // What starts empty is filled somewhere.
  return length !== undefined && length > 0 && length <= MAX_CONSTANTS && !isGrown(items);
}
