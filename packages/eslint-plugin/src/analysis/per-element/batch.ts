import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { nestedFunctions } from '../facts/function-facts.js';
import type { Repetition } from '../iteration/repetition.js';
import type { Evaluator } from '../values/evaluator.js';
import { itemsOf } from '../values/evaluate-member.js';

/** Methods that only lists have; one of them on the element shows that the element is a list. */
const LIST_METHODS = new Set(['map', 'flatMap', 'filter', 'forEach', 'reduce', 'every', 'some', 'join']);

const SPLITTING = /chunk|batch|partition|paginate/i;

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
  const binding = repetition.function?.parameters[repetition.parameter]?.binding;
  return binding ? [binding] : [];
}

function usesAsList(repetition: Repetition, element: Binding): boolean {
  const owner = repetition.kind === 'loop' ? repetition.owner : repetition.function;
  const isElement = (expression: Expression): boolean =>
    expression.kind === 'reference' && expression.binding === element;
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

/** Whether each element is itself a batch, so that the query asks for many rows at once. */
export function isBatch(repetition: Repetition, evaluator: Evaluator): boolean {
  const items = itemsExpression(repetition);
  const [element] = elementBindings(repetition);
  const isWhole = element?.parameter
    ? element.parameter.path.length === 0
    : element?.sources.every(({ path }) => path.length <= 1);
  if (!element || !isWhole) return false;
  const definition = definitionOf(items);
  if (definition?.kind === 'call' && SPLITTING.test(calleeName(definition) ?? '')) return true;
  const values = items ? itemsOf(evaluator.evaluate(items), undefined) : [];
  return values.some((value) => value.kind === 'array') || usesAsList(repetition, element);
}

function calleeName({ callee }: CallExpression): string | undefined {
  return callee.kind === 'member' || callee.kind === 'reference' ? callee.name : undefined;
}

/** Whether the list is written out in the code and short: a fixed number of queries, whatever the data. */
export function isConstantList(repetition: Repetition): boolean {
  const definition = definitionOf(itemsExpression(repetition));
  if (definition?.kind === 'array')
    return definition.items.length <= MAX_CONSTANTS && definition.items.every((item) => item.kind !== 'spread');
  if (
    definition?.kind !== 'call' ||
    definition.callee.kind !== 'member' ||
    definition.callee.object.kind !== 'reference'
  )
    return false;
  const isObjectMethod =
    definition.callee.object.name === 'Object' && ['keys', 'values', 'entries'].includes(definition.callee.name);
  const listed = isObjectMethod ? definitionOf(definition.args[0]) : undefined;
  return listed?.kind === 'object' && listed.properties.size <= MAX_CONSTANTS && listed.others.length === 0;
}
