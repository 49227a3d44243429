import type { CallExpression, Expression } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { Finding } from '../finding.js';
import { asCall } from '../iteration/as-call.js';
import type { Repetition } from '../iteration/repetition.js';
import { Dependence } from '../per-element/dependence.js';
import { perElement } from '../per-element/per-element.js';
import type { Chain } from '../reach/query.js';
import type { Reach } from '../reach/reach.js';
import { callbackRole } from '../values/callback-role.js';
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

/** Whether `fn`, written in `outer`, runs as part of it. */
function isExecuted(fn: FunctionFacts, outer: FunctionFacts, { evaluator }: Reach): boolean {
  for (let at: FunctionFacts | undefined = fn; at !== outer; at = at.parent) {
    if (!at?.argumentOf) return false;
    const { call, index } = at.argumentOf;
    if (callbackRole(call, index, evaluator).kind === 'deferred') return false;
  }
  return true;
}

function nearer(read: Chain | undefined, lazy: Chain | undefined): Chain | undefined {
  return read && lazy ? (lazy.functions.length < read.functions.length ? lazy : read) : (read ?? lazy);
}

function* candidatesIn(
  fn: FunctionFacts,
  resolver: FieldResolver,
  reach: Reach,
  environment: Environment | undefined,
): Generator<Candidate> {
  for (const call of fn.calls) {
    const parent = new Dependence(repetitionBy(resolver, call, undefined));
    const chain = nearer(
      reach.readDecidedBy(call, parent, environment),
      reach.fromCall(call, 'lazy-relation', environment),
    );
    // A query in a function that is written in place among the arguments is reported where it stands.
    if (chain && !chain.functions.some(({ argumentOf }) => argumentOf?.call === call))
      yield { call, subject: call.callee, chain };
  }
  for (const name of fn.awaitedNames) {
    const query = reach.steps.ofName(name, environment).queries.find(({ kind }) => kind === 'read');
    if (query) yield { call: asCall(name.reference, name), subject: name.reference, chain: { functions: [], query } };
  }
  for (const member of fn.awaitedMembers) {
    const chain = nearer(
      reach.fromMember(member, 'read', environment),
      reach.fromMember(member, 'lazy-relation', environment),
    );
    if (chain) yield { call: asCall(member, member), subject: member, chain };
  }
}

function repetitionBy(resolver: FieldResolver, call: CallExpression, listed: ListedType | undefined): Repetition {
  return {
    kind: 'callback',
    call,
    function: resolver.function,
    items: undefined,
    parameter: resolver.parent === 'this' ? -1 : resolver.parent,
    field: { resolver, listed },
  };
}

function findingsOf(resolver: FieldResolver, reach: Reach): readonly Finding[] {
  if (isBatchOfParent(resolver)) return [];
  const index = schemaIndexOf(reach.evaluator);
  const environment = index.environmentOf(resolver);
  const findings: Finding[] = [];
  for (const fn of nestedFunctions(resolver.function)) {
    if (!isExecuted(fn, resolver.function, reach)) continue;
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

/** Finds the queries of field resolvers that run once per parent. */
export function fieldFindings(module: ModuleFacts, reach: Reach): readonly Finding[] {
  return schemaIndexOf(reach.evaluator)
    .resolversIn(module)
    .flatMap((resolver) => findingsOf(resolver, reach));
}
