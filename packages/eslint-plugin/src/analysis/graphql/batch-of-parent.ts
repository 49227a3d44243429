import { type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import { isParameter } from '../facts/is-parameter.js';
import { LIST_METHODS } from '../values/iteration-facts.js';
import type { FieldResolver } from './schema-parts.js';

/** What a function makes its values of, the bodies of other functions apart. */
function expressionsOf({ calls, returns, names }: FunctionFacts): readonly Expression[] {
  return [...calls, ...returns, ...names.flatMap(({ sources }) => sources.map(({ value }) => value))];
}

/**
 * Whether the parent is a page or another holder of rows: all that the resolver reads of it are lists, `page.nodes.map(…)`, so
 * that its query asks for many rows at once.
 */
export function isBatchOfParent(resolver: FieldResolver): boolean {
  const { function: fn, parent } = resolver;
  let lists = 0;
  let others = 0;
  const isParent = (expression: Expression): boolean => parent !== 'this' && isParameter(expression, fn, parent);
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    if (isParent(expression)) others++;
    else if (
      expression.kind === 'member' &&
      LIST_METHODS.has(expression.name) &&
      expression.object.kind === 'member' &&
      isParent(expression.object.object)
    )
      lists++;
    else partsOf(expression).forEach(visit);
  };
  for (const nested of nestedFunctions(fn)) expressionsOf(nested).forEach(visit);
  return lists > 0 && others === 0;
}
