import type { Binding, PathStep } from './binding.js';
import type { ClassFacts } from './class-facts.js';
import { namesOf } from './collect-pattern.js';
import { collectType } from './collect-type.js';
import type { Collector } from './collector.js';
import type { ObjectExpression } from './expression.js';
import type { FunctionFacts, Parameter } from './function-facts.js';
import type { JsDoc } from './js-doc.js';
import type { ModuleFacts } from './module-facts.js';
import { NONE, exact } from './seal.js';
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

/** The type of the part of a value that a pattern takes. */
function partOf(of: TypeReference, step: PathStep): TypeReference | undefined {
  if (step.kind === 'property') return { kind: 'member', of, name: step.name };
  return step.kind === 'item' ? { kind: 'item', of, index: step.index } : undefined;
}

function nameOfPattern(pattern: Node): string | undefined {
  const named = pattern.type === 'AssignmentPattern' ? (pattern.left as Node) : pattern;
  return named.type === 'Identifier' ? named.name : undefined;
}

/** `Parent` of `@Parent()` and of `@graphql.Parent()`. */
function decoratorNames(node: Node): readonly string[] {
  const { decorators = [] } = node as { readonly decorators?: readonly NodeOf<'Decorator'>[] };
  return decorators.flatMap(({ expression }) => {
    const callee: Node = expression.type === 'CallExpression' ? expression.callee : expression;
    const named: Node = callee.type === 'MemberExpression' ? callee.property : callee;
    return named.type === 'Identifier' ? [named.name] : [];
  });
}

function collectParameter(node: Node, index: number, doc: JsDoc, collector: Collector): Parameter {
  const pattern: Node = node.type === 'TSParameterProperty' ? node.parameter : node;
  const type = typeOfPattern(pattern) ?? doc.parameters.get(nameOfPattern(pattern) ?? '');
  const isRest = pattern.type === 'RestElement';
  const bindings: Binding[] = [];
  for (const { target, path, fallback } of namesOf(pattern, NONE, collector)) {
    if (target.type !== 'Identifier') continue;
    const partType = path.reduce<TypeReference | undefined>((of, step) => of && partOf(of, step), type);
    const source = fallback ? { value: fallback, path: NONE } : undefined;
    bindings.push(collector.declare(target.name, { type: partType, source, parameter: { index, path } }));
  }
  const decorators = decoratorNames(node);
  return {
    binding: bindings.find(({ parameter }) => parameter?.path.length === 0),
    bindings: exact(bindings),
    type,
    isRest,
    ...(decorators.length > 0 ? { decorators } : {}),
  };
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
  const doc = collector.docs.before(node);
  const facts: FunctionFacts = {
    ...emptyFunction(collector.module, startOf(node), endOf(node)),
    name: options.name ?? written.id?.name,
    parent: collector.function,
    owner: options.owner,
    isStatic: options.isStatic ?? false,
    isArrow: written.type === 'ArrowFunctionExpression',
    isGenerator: written.generator,
    isAsync: written.async,
    parameters,
    returnType: written.returnType ? collectType(written.returnType.typeAnnotation) : (doc.returns ?? doc.type),
  };
  collector.module.functions.push(facts);
  collector.inFunction(facts, () => {
    collector.within(() => {
      written.params.forEach((parameter, index) => parameters.push(collectParameter(parameter, index, doc, collector)));
      collectBody(written, facts, collector);
    }, true);
  });
  return facts;
}

/** A function without a name, parameters or code. */
export function emptyFunction(module: ModuleFacts, start: number, end: number): FunctionFacts {
  return {
    module,
    name: undefined,
    parent: undefined,
    owner: undefined,
    constructs: undefined,
    isStatic: false,
    isArrow: false,
    isGenerator: false,
    isAsync: false,
    parameters: NONE,
    returnType: undefined,
    start,
    end,
    argumentOf: undefined,
    names: [],
    returns: [],
    calls: [],
    awaitedMembers: [],
    awaitedNames: [],
    assignments: [],
    exits: [],
  };
}
