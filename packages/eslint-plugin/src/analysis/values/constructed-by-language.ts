import type { CallExpression } from '../facts/expression.js';
import { globalName } from '../facts/global-name.js';
import { ofEntries } from './entries.js';
import type { Evaluator } from './evaluator.js';
import { ofProxy } from './proxy.js';
import type { Environment, Value } from './value.js';

/** What `new` makes of a class of the language; undefined for any other class. */
export function constructedByLanguage(
  { callee, args }: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const name = globalName(callee);
  const [first] = args;
  if (name === 'Map' && first) return [ofEntries(evaluator.evaluate(first, environment), false)];
  return name === 'Proxy' ? ofProxy(args, environment, evaluator) : undefined;
}
