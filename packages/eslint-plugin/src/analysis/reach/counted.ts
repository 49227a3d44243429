import type { Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { callbackRole } from '../values/callback-role.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Action } from './bodies.js';
import type { QuerySite } from './query.js';
import type { Node } from './steps.js';
import { varianceOf } from './variance.js';
import { type Given, type Varying, givenBy } from './varying.js';

/** A function on the way to a query. */
export interface Stop {
  readonly node: Node;
  /** What differs from call to call, where only queries count about which that decides; undefined where all do. */
  readonly varying: Varying | undefined;
}

/** What a function does that counts. */
export interface Counted {
  readonly queries: readonly QuerySite[];
  readonly stops: readonly Stop[];
}

/** What of the arguments of `node` differs; all may where nobody can tell which they are. */
export function givenTo({ given }: Node, differs: (part: Expression) => boolean): Given {
  return given ? givenBy(given, differs) : 'all';
}

/** The `actions` of `fn` that count: all, or those about which something decides that is `varying`. */
export function countedOf(
  actions: readonly Action[],
  fn: FunctionFacts,
  varying: Varying | undefined,
): readonly Counted[] {
  if (!varying)
    return actions.map(({ step: { queries, nodes } }) => ({
      queries,
      stops: nodes.map((node) => ({ node, varying: undefined })),
    }));
  const variance = varianceOf(fn, varying);
  const differs = (part: Expression): boolean => variance.has(part);
  return actions
    .filter(({ object, given }) => differs(object) || given.some(differs))
    .map(({ step: { queries, nodes }, object, given, isNew }) => {
      const isOnMany = differs(object) || (isNew && given.length > 0);
      return { queries, stops: nodes.map((node) => ({ node, varying: { isOnMany, given: givenTo(node, differs) } })) };
    });
}

/** Whether the function of a stop runs as part of one on the way, which it is written in: there it is known what differs. */
export function isReadWhereWritten(
  { node, varying }: Stop,
  path: readonly FunctionFacts[],
  evaluator: Evaluator,
): boolean {
  const written = varying && node.value.function.argumentOf;
  if (!written || !path.includes(written.call.owner)) return false;
  return callbackRole(written.call, written.index, evaluator).kind !== 'deferred';
}
