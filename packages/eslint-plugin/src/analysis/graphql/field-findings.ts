import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Finding } from '../finding.js';
import { asCall } from '../iteration/as-call.js';
import type { CallbackRepetition } from '../iteration/repetition.js';
import { Dependence } from '../per-element/dependence.js';
import { perElement } from '../per-element/per-element.js';
import { nearestReadDecidedBy, nearestReadOfMember, nearestReadOfName } from '../reach/nearest-read.js';
import type { Chain } from '../reach/query.js';
import type { Reach } from '../reach/reach.js';
import { executed } from '../values/executed.js';
import type { Environment } from '../values/value.js';
import { isBatchOfParent } from './batch-of-parent.js';
import { isHeldByParent } from './held-by-parent.js';
import type { ListedType } from './schema-graph.js';
import { schemaIndexOf } from './schema-index.js';
import type { FieldResolver } from './schema-parts.js';

/** A query in the code of a resolver, and the call that leads to it. */
interface Candidate {
  readonly call: CallExpression;
  readonly subject: Expression;
  readonly chain: Chain;
}

function* candidatesIn(
  fn: FunctionFacts,
  resolver: FieldResolver,
  reach: Reach,
  environment: Environment | undefined,
): Generator<Candidate> {
  for (const call of fn.calls) {
    const parent = new Dependence(repetitionBy(resolver, call, undefined));
    const chain = nearestReadDecidedBy(parent, call, reach, environment);
    if (chain) yield { call, subject: call.callee, chain };
  }
  for (const name of fn.awaitedNames) {
    const chain = nearestReadOfName(name, reach, environment);
    if (chain) yield { call: asCall(name.reference, name), subject: name.reference, chain };
  }
  for (const member of fn.awaitedMembers) {
    const chain = nearestReadOfMember(member, reach, environment);
    if (chain) yield { call: asCall(member, member), subject: member, chain };
  }
}

function repetitionBy(
  resolver: FieldResolver,
  call: CallExpression,
  listed: ListedType | undefined,
): CallbackRepetition {
  return {
    kind: 'callback',
    call,
    function: resolver.function,
    items: undefined,
    parameter: resolver.parent,
    field: { resolver, listed },
  };
}

function findingsOf(resolver: FieldResolver, reach: Reach): readonly Finding[] {
  if (isBatchOfParent(resolver)) return [];
  const index = schemaIndexOf(reach.evaluator);
  const environment = index.environmentOf(resolver);
  const findings: Finding[] = [];
  for (const fn of executed(resolver.function, reach.evaluator)) {
    for (const { call, subject, chain } of candidatesIn(fn, resolver, reach, environment)) {
      const repetition = repetitionBy(resolver, call, undefined);
      if (perElement({ call, isByName: false, chain }, repetition, reach.evaluator) !== 'certain') continue;
      if (isHeldByParent(call, resolver, chain.functions)) continue;
      // Most resolvers send no query, and need no look at the rest of the schema.
      const listed = index.listed(resolver);
      findings.push({
        start: call.start,
        end: call.end,
        subject,
        chain,
        repetition: repetitionBy(resolver, call, listed),
        certainty: listed || resolver.isAlwaysListed ? 'certain' : 'potential',
      });
    }
  }
  return findings;
}

/** Finds the queries of `resolvers` that run once per parent. */
export function fieldFindings(resolvers: readonly FieldResolver[], reach: Reach): readonly Finding[] {
  return resolvers.flatMap((resolver) => findingsOf(resolver, reach));
}
