import type { FunctionFacts } from '../analysis/facts/function-facts.js';
import type { Chain } from '../analysis/reach/query.js';
import { placeOf } from './place-of.js';

/** Names a function with the class that has it: `Post.load`. */
export function nameOf(fn: FunctionFacts): string {
  const { owner, name } = fn;
  const className = owner && 'members' in owner ? owner.name : undefined;
  const own = name === 'default' ? 'default export' : (name ?? (className === undefined ? 'callback' : 'constructor'));
  return className === undefined ? own : `${className}.${own}`;
}

/** Names the functions on the way to a query and the query; where there are some, with the place of the query, from `cwd`. */
export function describeChain({ functions, query }: Chain, cwd: string): string {
  const steps = [...functions.map(nameOf), query.label].join(' → ');
  return functions.length === 0 ? steps : `${steps} (${placeOf(query.module, query.start, cwd)})`;
}
