import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { FieldResolver } from './schema-parts.js';

/** A function and which of its arguments is the parent. */
type ParentOf = Pick<FieldResolver, 'function' | 'parent'>;

/** How many names and parts are looked through. */
const MAX_DEPTH = 8;

/** Whether `expression` is the object whose field is asked for. */
function isParent(expression: Expression, { function: fn, parent }: ParentOf): boolean {
  if (expression.kind === 'this') return parent === 'this' && expression.owner === fn;
  if (expression.kind !== 'reference') return false;
  const given = expression.binding?.parameter;
  return given !== undefined && expression.binding?.owner === fn && given.index === parent && given.path.length === 0;
}

interface Held {
  readonly name: string;
  readonly start: number;
}

/** The member of the parent that `expression` gives, whole or changed: `parent.posts`, `parent.posts.map(…)`. */
function heldMember(expression: Expression, resolver: ParentOf): Held | undefined {
  switch (expression.kind) {
    case 'member':
      return isParent(expression.object, resolver)
        ? { name: expression.name, start: expression.start }
        : heldMember(expression.object, resolver);
    case 'call':
      return expression.callee.kind === 'member' ? heldMember(expression.callee.object, resolver) : undefined;
    case 'await':
    case 'cast':
      return heldMember(expression.value, resolver);
    default:
      return undefined;
  }
}

/** The branches of what a function gives back. */
function branchesOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'either') return expression.options.flatMap(branchesOf);
  return expression.kind === 'await' || expression.kind === 'cast' ? branchesOf(expression.value) : [expression];
}

/** Whether `expression` holds what `call` gives, by names too. */
function holdsResult(expression: Expression, call: CallExpression, depth = 0): boolean {
  if (expression === call) return true;
  if (depth > MAX_DEPTH || expression.kind === 'function') return false;
  if (expression.kind === 'reference' && !expression.binding?.parameter)
    return (expression.binding?.sources ?? []).some(({ value }) => holdsResult(value, call, depth + 1));
  return partsOf(expression).some((part) => holdsResult(part, call, depth + 1));
}

/** The members of the parent that the conditions around `call` look at. */
function guardingMembers({ guard }: CallExpression, object: ParentOf): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    const held = heldMember(expression, object);
    if (held) names.add(held.name);
    partsOf(expression).forEach(visit);
  };
  for (let at = guard; at; at = at.parent) visit(at.condition);
  return names;
}

/** A name that is given a member of the parent, and the result of `call` where that is missing. */
function isFilledIn(call: CallExpression, object: ParentOf): boolean {
  if (!call.guard) return false;
  return object.function.names.some(({ sources, parameter }) => {
    if (parameter) return false;
    const branches = sources.flatMap(({ value }) => branchesOf(value));
    const asked = branches.filter((branch) => holdsResult(branch, call));
    // What a member of the parent is asked for is not what the parent holds.
    return asked.length > 0 && branches.some((branch) => !asked.includes(branch) && heldMember(branch, object));
  });
}

/** Whether the parent may hold what `call` asks for: code gives that back first, and asks only where it is missing. */
function isFallback(call: CallExpression, object: ParentOf): boolean {
  const { returns, assignments } = object.function;
  const assigned = new Set(
    assignments.flatMap(({ target }) =>
      target.kind === 'member' && isParent(target.object, object) ? target.name : [],
    ),
  );
  const guarding = guardingMembers(call, object);
  const isReturned = returns
    .flatMap(branchesOf)
    .map((branch) => heldMember(branch, object))
    .some(
      (held) => held !== undefined && (held.start < call.start || assigned.has(held.name) || guarding.has(held.name)),
    );
  return isReturned || isFilledIn(call, object);
}

/**
 * Whether the parent may hold what `call` asks for: the resolver, or the function that it hands the parent to, gives that back
 * and asks only where it is missing.
 */
export function isHeldByParent(
  call: CallExpression,
  resolver: FieldResolver,
  [callee]: readonly FunctionFacts[],
): boolean {
  if (isFallback(call, resolver)) return true;
  const parent = call.args.findIndex((argument) => isParent(argument, resolver));
  if (!callee || parent === -1) return false;
  return callee.calls.some((inner) => inner.guard !== undefined && isFilledIn(inner, { function: callee, parent }));
}
