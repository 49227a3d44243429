import type { ClassFacts, ClassMember } from './class-facts.js';
import { collectFunction, emptyFunction } from './collect-function.js';
import { collectType } from './collect-type.js';
import type { Collector } from './collector.js';
import type { Expression } from './expression.js';
import { type FunctionFacts, nameFunctions } from './function-facts.js';
import { type Node, type NodeOf, keyName } from './syntax.js';

type ClassNode = NodeOf<'ClassDeclaration'>;

/** Decorators of a node, evaluated where the class stands. */
function decoratorsOf(node: { decorators?: readonly Node[] | null }, collector: Collector): Expression[] {
  return (node.decorators ?? []).map((decorator) =>
    collector.expression(decorator.type === 'Decorator' ? decorator.expression : decorator),
  );
}

function collectMethod(node: NodeOf<'MethodDefinition'>, facts: ClassFacts, collector: Collector): void {
  const name = keyName(node.key, node.computed);
  const method = collectFunction(node.value, collector, { name, owner: facts, isStatic: node.static });
  if (node.kind === 'constructor') {
    facts.constructorFunction = method;
    for (const parameter of node.value.params) collectParameterProperty(parameter, facts, collector);
    return;
  }
  // An overload signature has no body and comes before its implementation, which replaces it.
  if (name === undefined || node.kind === 'set') return;
  const kind = node.kind === 'get' ? 'getter' : 'method';
  const member: ClassMember = {
    kind,
    function: method,
    isAbstract: node.type === 'TSAbstractMethodDefinition',
    type: method.returnType,
    values: [],
    decorators: decoratorsOf(node, collector),
  };
  (node.static ? facts.statics : facts.members).set(name, member);
}

function collectParameterProperty(parameter: Node, facts: ClassFacts, collector: Collector): void {
  if (parameter.type !== 'TSParameterProperty') return;
  const pattern: Node = parameter.parameter;
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  if (target.type !== 'Identifier') return;
  const type =
    'typeAnnotation' in target && target.typeAnnotation ? collectType(target.typeAnnotation.typeAnnotation) : undefined;
  const values = pattern.type === 'AssignmentPattern' ? [collector.expression(pattern.right)] : [];
  facts.members.set(target.name, {
    kind: 'property',
    function: undefined,
    type,
    values,
    decorators: decoratorsOf(parameter, collector),
  });
}

/** The code that makes the initial values of a class's properties: `this` is the new instance in it. */
function initialiserOf(facts: ClassFacts, isStatic: boolean, collector: Collector): FunctionFacts {
  const key = isStatic ? 'staticInitialiser' : 'initialiser';
  const known = facts[key];
  if (known) return known;
  const { module, function: parent } = collector;
  const initialiser: FunctionFacts = {
    ...emptyFunction(module, parent.start, parent.end),
    parent,
    owner: facts,
    isStatic,
  };
  module.functions.push(initialiser);
  facts[key] = initialiser;
  return initialiser;
}

function collectInitial(
  node: Node,
  name: string | undefined,
  isStatic: boolean,
  facts: ClassFacts,
  collector: Collector,
): Expression {
  if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression')
    return { kind: 'function', function: collectFunction(node, collector, { name, owner: facts, isStatic }) };
  if (node.type === 'Literal') return collector.expression(node);
  return collector.inFunction(initialiserOf(facts, isStatic, collector), () => {
    const value = collector.expression(node);
    if (name !== undefined) nameFunctions(value, name);
    return value;
  });
}

function collectProperty(node: NodeOf<'PropertyDefinition'>, facts: ClassFacts, collector: Collector): void {
  const name = keyName(node.key, node.computed);
  const value = node.value ? collectInitial(node.value, name, node.static, facts, collector) : undefined;
  if (name === undefined) return;
  const type = node.typeAnnotation ? collectType(node.typeAnnotation.typeAnnotation) : collector.docs.before(node).type;
  const members = node.static ? facts.statics : facts.members;
  members.set(name, {
    kind: 'property',
    function: undefined,
    type,
    values: value ? [value] : [],
    decorators: decoratorsOf(node, collector),
  });
}

function collectMembers(body: readonly Node[], facts: ClassFacts, collector: Collector): void {
  for (const member of body) {
    if (member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition')
      collectMethod(member, facts, collector);
    else if (
      member.type === 'PropertyDefinition' ||
      member.type === 'AccessorProperty' ||
      member.type === 'TSAbstractPropertyDefinition'
    )
      collectProperty(member as NodeOf<'PropertyDefinition'>, facts, collector);
    else if (member.type === 'StaticBlock')
      collector.inFunction(initialiserOf(facts, true, collector), () => {
        collector.within(() => {
          for (const statement of member.body) collector.statement(statement);
        });
      });
  }
}

/** Collects a class with its members; those of its constructor's parameters that are properties included. */
export function collectClass(node: ClassNode, collector: Collector): ClassFacts {
  const facts: ClassFacts = {
    module: collector.module,
    name: node.id?.name,
    superClass: node.superClass ? collector.expression(node.superClass) : undefined,
    superArgs: (node.superTypeArguments?.params ?? []).map(collectType),
    implements: (node.implements ?? []).map((heritage) =>
      collectType({
        type: 'TSTypeReference',
        typeName: heritage.expression,
        typeArguments: heritage.typeArguments ?? null,
        start: 0,
        end: 0,
      } as Node),
    ),
    typeParameters: (node.typeParameters?.params ?? []).map((parameter) => parameter.name.name),
    decorators: decoratorsOf(node, collector),
    members: new Map(),
    statics: new Map(),
    constructorFunction: undefined,
    initialiser: undefined,
    staticInitialiser: undefined,
  };
  collector.module.classes.push(facts);
  collector.within(() => {
    collectMembers(node.body.body, facts, collector);
  });
  return facts;
}
