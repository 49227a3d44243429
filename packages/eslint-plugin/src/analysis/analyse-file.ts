import { type BulkWrite, BulkWrites } from './bulk/bulk-writes.js';
import { type CallExpression, type Expression, type MemberExpression, partsOf } from './facts/expression.js';
import { onlyCallOf } from './facts/only-call.js';
import type { AwaitedName } from './facts/function-facts.js';
import type { ModuleFacts } from './facts/module-facts.js';
import type { FileAnalysis, Finding } from './finding.js';
import { fieldFindings } from './graphql/field-findings.js';
import { withLoaders } from './graphql/loader-findings.js';
import { schemaIndexOf } from './graphql/schema-index.js';
import { asCall } from './iteration/as-call.js';
import { type CallbackRepetition, type Repetition, mayRepeat, repetitionsAround } from './iteration/repetition.js';
import { Dependence } from './per-element/dependence.js';
import { type RepeatedCall, perElement } from './per-element/per-element.js';
import {
  nearestReadDecidedBy,
  nearestReadOfMember,
  nearestReadOfName,
  nearestReadOfNodes,
  nearestVaryingRead,
} from './reach/nearest-read.js';
import { certaintyOfRead } from './reach/certainty-of-read.js';
import type { Chain } from './reach/query.js';
import { isStandardCall } from './standard-call.js';
import { mayBeCalledPerItem } from './values/may-be-called.js';
import { callbackRole } from './values/callback-role.js';
import type { Reach } from './reach/reach.js';

interface Checked {
  readonly finding: Finding | undefined;
  readonly isResolved: boolean;
}

function firstCertain(
  repeated: RepeatedCall,
  repetitions: readonly Repetition[],
  reach: Reach,
): Repetition | undefined {
  return repetitions.find((repetition) => perElement(repeated, repetition, reach.evaluator) === 'certain');
}

/** A function that is handed by name to a call which runs it per item. */
function checkByName(call: CallExpression, reach: Reach, writes: BulkWrites): Finding | undefined {
  for (const [index, argument] of call.args.entries()) {
    if (!mayBeCalledPerItem(call, argument)) continue;
    const nodes = reach.steps.byName(call, argument, index);
    if (nodes.length === 0) continue;
    const chain = nearestReadOfNodes(nodes, reach);
    const repetition = repetitionByName(call, index, reach);
    if (!chain) {
      const [node, another] = nodes;
      const write = repetition && node && !another ? writes.byName(node, repetition) : undefined;
      if (write) return findingOf(write, call, argument);
      continue;
    }
    if (!repetition || perElement({ call, isByName: true, chain }, repetition, reach.evaluator) !== 'certain') continue;
    const certainty = certaintyOfRead(chain, reach.fromNodes(nodes, 'write'), reach.steps);
    return { start: call.start, end: call.end, subject: argument, chain, repetition, certainty };
  }
  return undefined;
}

function repetitionByName(call: CallExpression, index: number, reach: Reach): CallbackRepetition | undefined {
  const role = callbackRole(call, index, reach.evaluator);
  return role.kind === 'each'
    ? { kind: 'callback', call, function: undefined, items: role.items, parameter: role.parameter }
    : undefined;
}

function findingOf(
  { chain, repetition, form }: BulkWrite,
  { start, end }: CallExpression,
  subject: Expression,
): Finding {
  return { start, end, subject, chain, repetition, bulkForm: form, certainty: 'certain' };
}

function checkCall(call: CallExpression, reach: Reach, writes: BulkWrites): Checked {
  const byName = checkByName(call, reach, writes);
  if (byName) return { finding: byName, isResolved: true };
  const chain = mayRepeat(call) ? nearestVaryingRead(call, reach) : undefined;
  const isResolved = chain !== undefined || !mayRepeat(call) || reach.evaluator.calleesOf(call).length > 0;
  if (!chain) {
    const write = mayRepeat(call) ? writes.at(call) : undefined;
    return { finding: write && findingOf(write, call, call.callee), isResolved };
  }
  return { finding: findingAt(call, chain, reach), isResolved };
}

/** Whether `part` holds a name that may be given another value in each turn, as a counter is. */
function isChangeable(part: Expression): boolean {
  if (part.kind !== 'reference') return partsOf(part).some(isChangeable);
  const { binding } = part;
  return binding !== undefined && !binding.isConstant && !binding.parameter && !binding.imported;
}

/**
 * The innermost repetition that has `call` send a query per element.
 *
 * @param varying - The nearest read that is not the same whatever the call is given.
 */
function findingAt(call: CallExpression, varying: Chain, reach: Reach): Finding | undefined {
  for (const repetition of repetitionsAround(call, reach.evaluator)) {
    const element = new Dependence(repetition);
    const differing = { has: (part: Expression) => element.has(part) || isChangeable(part) };
    const isDecided = [call.callee, ...call.args].some((part) => element.has(part));
    const chain = isDecided ? nearestReadDecidedBy(differing, call, reach) : varying;
    if (!chain || perElement({ call, isByName: false, chain }, repetition, reach.evaluator) !== 'certain') continue;
    const certainty = certaintyOfRead(chain, reach.fromCall(call, 'write'), reach.steps);
    return { start: call.start, end: call.end, subject: call.callee, chain, repetition, certainty };
  }
  return undefined;
}

/** A lazy relation, or a getter that runs a query, which is read right in the repeated code. */
function checkMember(member: MemberExpression, reach: Reach): Finding | undefined {
  if (!mayRepeat(member)) return undefined;
  const chain = nearestReadOfMember(member, reach);
  if (!chain) return undefined;
  const call = asCall(member, member);
  const repeated: RepeatedCall = { call, isByName: false, chain };
  const repetition = firstCertain(repeated, repetitionsAround(member, reach.evaluator), reach);
  return (
    repetition && { start: member.start, end: member.end, subject: member, chain, repetition, certainty: 'certain' }
  );
}

/** A builder that a name holds and that runs here, where it is awaited. */
function checkName(name: AwaitedName, reach: Reach): Finding | undefined {
  if (!mayRepeat(name)) return undefined;
  const chain = nearestReadOfName(name, reach);
  if (!chain) return undefined;
  const { reference } = name;
  const { start, end } = reference;
  const call = asCall(reference, name);
  const repetition = firstCertain({ call, isByName: false, chain }, repetitionsAround(name, reach.evaluator), reach);
  return repetition && { start, end, subject: reference, chain, repetition, certainty: 'certain' };
}

/** Whether `finding` is a call of a function in the repeated code, and others stand where that function sends its queries. */
function isToldInside(
  {
    start,
    certainty,
    chain: {
      functions: [first],
    },
  }: Finding,
  findings: readonly Finding[],
): boolean {
  if (!first || onlyCallOf(first)?.start !== start) return false;
  return findings.some(
    (other) =>
      other.start >= first.start &&
      other.end <= first.end &&
      (other.certainty === 'certain' || other.certainty === certainty),
  );
}

/** Finds the queries of one file that run once per element. */
export function analyseFile(module: ModuleFacts, reach: Reach): FileAnalysis {
  const findings: Finding[] = [];
  const writes = new BulkWrites(reach);
  // What a resolver gives back is waited for, which must be known before its calls are looked at.
  const resolvers = schemaIndexOf(reach.evaluator).resolversIn(module);
  let checkedCalls = 0;
  const unresolvedCalls: CallExpression[] = [];
  for (const fn of module.functions) {
    for (const call of fn.calls) {
      const { finding, isResolved } = checkCall(call, reach, writes);
      if (mayRepeat(call)) checkedCalls++;
      if (!isResolved && !isStandardCall(call)) unresolvedCalls.push(call);
      if (finding) findings.push(finding);
    }
    for (const name of fn.awaitedNames) {
      const finding = checkName(name, reach);
      if (finding) findings.push(finding);
    }
    for (const member of fn.awaitedMembers) {
      const finding = checkMember(member, reach);
      if (finding) findings.push(finding);
    }
  }
  for (const finding of fieldFindings(resolvers, reach))
    if (!findings.some(({ start, end }) => start === finding.start && end === finding.end)) findings.push(finding);
  findings.sort((a, b) => a.start - b.start || a.end - b.end);
  const told = findings.filter((finding) => !isToldInside(finding, findings));
  return { module, findings: withLoaders(told, module, reach.evaluator), checkedCalls, unresolvedCalls };
}
