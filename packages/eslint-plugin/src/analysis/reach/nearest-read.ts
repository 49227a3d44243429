import type { CallExpression, MemberExpression } from '../facts/expression.js';
import type { AwaitedName } from '../facts/function-facts.js';
import type { Environment } from '../values/value.js';
import type { Chain } from './query.js';
import type { Differing, Reach } from './reach.js';
import type { Node } from './steps.js';

/** The shorter of two ways; a query that is written as one wins over a lazy relation. */
function nearer(read: Chain | undefined, lazy: Chain | undefined): Chain | undefined {
  return read && lazy ? (lazy.functions.length < read.functions.length ? lazy : read) : (read ?? lazy);
}

/** Whether the query of `chain` stands in a function that is written in place in `call`, where it is reported by itself. */
export function isWrittenInPlace({ functions }: Chain, call: CallExpression): boolean {
  return functions.some(({ argumentOf }) => argumentOf?.call === call);
}

function leadingOut(chain: Chain | undefined, call: CallExpression): Chain | undefined {
  return chain && isWrittenInPlace(chain, call) ? undefined : chain;
}

/** The nearest query or lazy relation that `call` leads to, functions that are written in place in it apart. */
export function nearestRead(call: CallExpression, reach: Reach, environment?: Environment): Chain | undefined {
  const read = reach.fromCall(call, 'read', environment);
  return leadingOut(nearer(read, reach.fromCall(call, 'lazy-relation', environment)), call);
}

/** Like `nearestRead`, where a query counts only if it is not the same whatever the call is given. */
export function nearestVaryingRead(call: CallExpression, reach: Reach): Chain | undefined {
  return leadingOut(nearer(reach.varyingRead(call), reach.fromCall(call, 'lazy-relation')), call);
}

/** Like `nearestRead`, where a query counts only if something that is `differing` around the call decides about it. */
export function nearestReadDecidedBy(
  differing: Differing,
  call: CallExpression,
  reach: Reach,
  environment?: Environment,
): Chain | undefined {
  const read = reach.readDecidedBy(call, differing, environment);
  return leadingOut(nearer(read, reach.fromCall(call, 'lazy-relation', environment)), call);
}

/** The nearest query or lazy relation that calling one of `nodes` leads to. */
export function nearestReadOfNodes(nodes: readonly Node[], reach: Reach): Chain | undefined {
  return nearer(reach.fromNodes(nodes, 'read'), reach.fromNodes(nodes, 'lazy-relation'));
}

/** The query or lazy relation that awaiting `name` sends. */
export function nearestReadOfName(name: AwaitedName, reach: Reach, environment?: Environment): Chain | undefined {
  const query = reach.steps.ofName(name, environment).queries.find(({ kind }) => kind !== 'write');
  return query && { functions: [], query };
}

/** The nearest query or lazy relation that reading `member` leads to. */
export function nearestReadOfMember(
  member: MemberExpression,
  reach: Reach,
  environment?: Environment,
): Chain | undefined {
  const read = reach.fromMember(member, 'read', environment);
  return nearer(read, reach.fromMember(member, 'lazy-relation', environment));
}
