import type { ClassFacts } from './class-facts.js';
import { namesOf } from './collect-pattern.js';
import { collectType } from './collect-type.js';
import type { Collector } from './collector.js';
import type { Expression, ObjectExpression } from './expression.js';
import type { FunctionFacts, Parameter } from './function-facts.js';
import { type Node, type NodeOf, endOf, startOf } from './syntax.js';
import type { TypeReference } from './type-reference.js';

type FunctionNode = NodeOf<'FunctionDeclaration'> | NodeOf<'ArrowFunctionExpression'>;

interface FunctionOptions {
  readonly name?: string | undefined;
  readonly owner?: ClassFacts | ObjectExpression;
  readonly isStatic?: boolean;
}

function typeOfPattern(pattern: Node): TypeReference | undefined {
  const annotated = pattern.type === 'AssignmentPattern' ? (pattern.left as Node) : pattern;
  const { typeAnnotation } = annotated as { typeAnnotation?: { typeAnnotation: Node } | null };
  return typeAnnotation ? collectType(typeAnnotation.typeAnnotation) : undefined;
}

function collectParameter(node: Node, index: number, collector: Collector): Parameter {
  const pattern: Node = node.type === 'TSParameterProperty' ? node.parameter : node;
  const type = typeOfPattern(pattern);
  const isRest = pattern.type === 'RestElement';
  let whole: Parameter['binding'];
  for (const { target, path, fallback } of namesOf(pattern, [], collector)) {
    if (target.type !== 'Identifier') continue;
    const partType = path.reduce<TypeReference | undefined>(
      (of, step) => (of && step.kind === 'property' ? { kind: 'member', of, name: step.name } : undefined),
      type,
    );
    const source = fallback ? { value: fallback, path: [] } : undefined;
    const binding = collector.declare(target.name, { type: partType, source, parameter: { index, path } });
    if (path.length === 0) whole = binding;
  }
  return { binding: whole, type, isRest };
}

function collectBody(node: FunctionNode, facts: FunctionFacts, collector: Collector): void {
  if (!node.body) return;
  if (node.body.type !== 'BlockStatement') {
    facts.returns.push(collector.expression(node.body, 'return'));
    return;
  }
  for (const statement of node.body.body) collector.statement(statement);
}

/** Collects a function with its body, as a function of its own. */
export function collectFunction(node: Node, collector: Collector, options: FunctionOptions = {}): FunctionFacts {
  const written = node as FunctionNode;
  const parameters: Parameter[] = [];
  const facts: FunctionFacts = {
    module: collector.module,
    name: options.name ?? written.id?.name,
    parent: collector.function,
    owner: options.owner,
    isStatic: options.isStatic ?? false,
    isArrow: written.type === 'ArrowFunctionExpression',
    isGenerator: written.generator,
    parameters,
    returnType: written.returnType ? collectType(written.returnType.typeAnnotation) : undefined,
    start: startOf(node),
    end: endOf(node),
    argumentOf: undefined,
    ...emptyBody(),
  };
  collector.module.functions.push(facts);
  const outer = { function: collector.function, loop: collector.loop, guard: collector.guard, owner: collector.owner };
  Object.assign(collector, { function: facts, loop: undefined, guard: undefined, owner: undefined });
  collector.within(() => {
    written.params.forEach((parameter, index) => parameters.push(collectParameter(parameter, index, collector)));
    collectBody(written, facts, collector);
  }, true);
  Object.assign(collector, outer);
  return facts;
}

/** What a function holds before its body has been read. */
export function emptyBody(): Pick<
  FunctionFacts,
  'returns' | 'calls' | 'tags' | 'awaitedMembers' | 'assignments' | 'exits'
> {
  return { returns: [] as Expression[], calls: [], tags: [], awaitedMembers: [], assignments: [], exits: [] };
}
