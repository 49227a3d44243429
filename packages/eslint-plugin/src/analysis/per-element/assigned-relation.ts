import type { Binding } from '../facts/binding.js';
import type { Expression } from '../facts/expression.js';
import { nestedFunctions } from '../facts/function-facts.js';
import { guardsAround, loopsAround } from '../facts/loop.js';
import { takerOf } from '../facts/only-call.js';
import type { Repetition } from '../iteration/repetition.js';
import type { Chain, QuerySite } from '../reach/query.js';
import { ARRAY_CALLBACKS } from '../values/iteration-facts.js';

const bindingOf = (expression: Expression | undefined): Binding | undefined =>
  expression?.kind === 'reference' ? expression.binding : undefined;

/** Whether the query is only asked where the relation's property holds nothing: `post.author ?? (await post.getAuthor())`. */
function isFallback({ module, start, relation }: QuerySite): boolean {
  const call = module.functions.flatMap(({ calls }) => calls).find((candidate) => candidate.start === start);
  return guardsAround(call?.guard, undefined).some(
    ({ condition, when }) => when === false && condition.kind === 'member' && condition.name === relation,
  );
}

/** Whether `element` is an item of `list`, of which a loop or an array's callback takes one after the other. */
function isItemOf(element: Binding, list: Binding): boolean {
  const { owner, loop, parameter } = element;
  if (!parameter)
    return loopsAround(loop).some(
      ({ elements, iterable }) => elements.includes(element) && bindingOf(iterable) === list,
    );
  const callee = parameter.index === 0 ? takerOf(owner)?.call.callee : undefined;
  return callee?.kind === 'member' && ARRAY_CALLBACKS.has(callee.name) && bindingOf(callee.object) === list;
}

/**
 * Answers whether the code around has given all rows the relation before, as it does that loads them for all rows at once:
 * the query that is left is for rows that have none.
 */
export function isAssignedBefore({ query }: Chain, repetition: Repetition): boolean {
  const { relation } = query;
  const [items, owner, start] =
    repetition.kind === 'loop'
      ? [repetition.loop.iterable, repetition.owner, repetition.loop.start]
      : [repetition.items, repetition.call.owner, repetition.call.start];
  const list = bindingOf(items);
  if (relation === undefined || !list || !isFallback(query)) return false;
  return nestedFunctions(owner).some(({ assignments }) =>
    assignments.some(({ target }) => {
      if (target.kind !== 'member' || target.name !== relation || target.start >= start) return false;
      const element = bindingOf(target.object);
      return element !== undefined && isItemOf(element, list);
    }),
  );
}
