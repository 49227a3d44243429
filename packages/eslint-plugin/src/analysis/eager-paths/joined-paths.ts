import type { EagerFacts } from '../../orms/eager/eager-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { definitionOf } from './named-paths.js';
import type { Entity } from './entity.js';

/** How many calls a chain of a query builder may have. */
const MAX_CHAIN = 60;

/** The calls of the chain that `call` ends, the first one first. */
function chainOf(call: CallExpression): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  let at: Expression | undefined = call;
  while (at && calls.length < MAX_CHAIN) {
    if (at.kind === 'call') {
      calls.unshift(at);
      at = at.callee;
    } else if (at.kind === 'member') at = at.object;
    else at = at.kind === 'reference' ? definitionOf(at) : undefined;
  }
  return calls;
}

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'string' ? expression.value : undefined;

/** The entity that an alias stands for in the query that `call` joins to; `root` is that of the query itself. */
export function joinedEntity(call: CallExpression, root: Entity, { joins = {} }: EagerFacts) {
  const aliases = new Map<string, Entity | 'unknown' | undefined>();
  for (const { callee, args } of chainOf(call).slice(0, -1)) {
    if (callee.kind !== 'member') continue;
    if (callee.name === 'createQueryBuilder') {
      const alias = textOf(args[0]) ?? textOf(args[1]);
      if (alias !== undefined) aliases.set(alias, root);
    }
    const position = joins[callee.name];
    if (position === undefined) continue;
    const [holder = '', name = ''] = textOf(args[position])?.split('.') ?? [];
    const alias = textOf(args[position + 1]);
    const from = aliases.get(holder);
    if (alias !== undefined)
      aliases.set(alias, from === undefined || from === 'unknown' ? 'unknown' : from.follow(name));
  }
  return (alias: string): Entity | undefined => {
    const found = aliases.get(alias);
    return found === 'unknown' ? undefined : found;
  };
}
