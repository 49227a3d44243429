import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isParameter } from '../facts/is-parameter.js';
import { guardsAround } from '../facts/loop.js';
import { takerOf } from '../facts/only-call.js';
import type { FieldResolver } from './schema-parts.js';

/** A function and which of its arguments is the parent. */
type ParentOf = Pick<FieldResolver, 'function' | 'parent'>;

/** How many names and parts are looked through. */
const MAX_DEPTH = 8;

/** Whether `expression` is the object whose field is asked for. */
function isParent(expression: Expression, { function: fn, parent }: ParentOf): boolean {
  if (parent !== 'this') return isParameter(expression, fn, parent);
  return expression.kind === 'this' && expression.owner === fn;
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

/** The conditions under which `call` runs, those around the functions that it is written in included. */
function conditionsOf(call: CallExpression, { function: fn }: ParentOf): readonly Expression[] {
  const conditions: Expression[] = [];
  for (let at: CallExpression | undefined = call; at; at = at.owner === fn ? undefined : takerOf(at.owner)?.call)
    conditions.push(...guardsAround(at.guard).map(({ condition }) => condition));
  return conditions;
}

/** Tells of which members of the parent the conditions around `call` look at: those they name, or any where they look at all of it. */
function guarding(call: CallExpression, object: ParentOf): (member: string) => boolean {
  const names = new Set<string>();
  let looksAtAll = false;
  const visit = (expression: Expression, depth = 0): void => {
    const held = heldMember(expression, object);
    if (held) names.add(held.name);
    else if (isParent(expression, object)) looksAtAll = true;
    else if (expression.kind === 'string') names.add(expression.value);
    if (depth > MAX_DEPTH) return;
    const parts = held ? argumentsIn(expression) : partsOf(expression);
    for (const part of parts) visit(part, depth + 1);
    if (expression.kind === 'reference' && !expression.binding?.parameter)
      for (const { value } of expression.binding?.sources ?? []) visit(value, depth + 1);
  };
  for (const condition of conditionsOf(call, object)) visit(condition);
  return (member) => looksAtAll || names.has(member);
}

/** The arguments of the calls of a chain: `'author'` of `parent.has('author')`. */
function argumentsIn(expression: Expression): readonly Expression[] {
  if (expression.kind === 'call') return [...expression.args, ...argumentsIn(expression.callee)];
  if (expression.kind === 'member') return argumentsIn(expression.object);
  return expression.kind === 'await' || expression.kind === 'cast' ? argumentsIn(expression.value) : [];
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

/** The members of the parent that are given what `call` brings. */
function filledMembers(call: CallExpression, object: ParentOf): readonly string[] {
  return object.function.assignments.flatMap(({ target, value }) =>
    target.kind === 'member' && isParent(target.object, object) && holdsResult(value, call) ? [target.name] : [],
  );
}

/**
 * Whether the parent may hold what `call` asks for: code gives that back first, and asks only where it is missing. Another member
 * that is given back, as in `if (!user.orgId) return user.name`, says nothing of it.
 */
function isFallback(call: CallExpression, object: ParentOf, field: string): boolean {
  const held = object.function.returns.flatMap(branchesOf).flatMap((branch) => heldMember(branch, object) ?? []);
  if (held.length === 0) return isFilledIn(call, object);
  const isLookedAt = guarding(call, object);
  const filled = filledMembers(call, object);
  return (
    held.some(
      ({ name, start }) => filled.includes(name) || isLookedAt(name) || (name === field && start < call.start),
    ) || isFilledIn(call, object)
  );
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
  if (isFallback(call, resolver, resolver.field)) return true;
  const parent = call.args.findIndex((argument) => isParent(argument, resolver));
  if (!callee || parent === -1) return false;
  return callee.calls.some((inner) => inner.guard !== undefined && isFilledIn(inner, { function: callee, parent }));
}
