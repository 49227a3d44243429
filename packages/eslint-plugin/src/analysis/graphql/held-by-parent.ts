import type { CallExpression, Expression } from '../facts/expression.js';
import type { FieldResolver } from './schema-parts.js';

/** Whether `expression` is the object whose field is asked for. */
function isParent(expression: Expression, { function: fn, parent }: FieldResolver): boolean {
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
function heldMember(expression: Expression, resolver: FieldResolver): Held | undefined {
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

/** Whether the parent may hold what `call` asks for: the resolver gives that back first, and asks only where it is missing. */
export function isHeldByParent(call: CallExpression, resolver: FieldResolver): boolean {
  const { returns, assignments } = resolver.function;
  const assigned = new Set(
    assignments.flatMap(({ target }) => {
      const member = target.kind === 'member' && isParent(target.object, resolver) ? target.name : undefined;
      return member ?? [];
    }),
  );
  return returns
    .flatMap(branchesOf)
    .map((branch) => heldMember(branch, resolver))
    .some((held) => held !== undefined && (held.start < call.start || assigned.has(held.name)));
}
