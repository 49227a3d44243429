import { collectClass } from './collect-class.js';
import { collectFunction } from './collect-function.js';
import { namesOf } from './collect-pattern.js';
import { collectTagged, collectTemplate } from './collect-template.js';
import { collectType } from './collect-type.js';
import { type Collector, markVoided } from './collector.js';
import { isCommonJsExports } from './common-js.js';
import { nameFunctions } from './function-facts.js';
import { type Expression, FALSE, LITERAL, NULL, type ObjectExpression, TRUE, UNDEFINED } from './expression.js';
import { isNamed } from './global-name.js';
import { NONE } from './seal.js';
import { type Node, type NodeOf, childrenOf, endOf, keyName, startOf } from './syntax.js';

type ExpressionCollectors = {
  readonly [Type in Node['type']]?: (node: NodeOf<Type>, collector: Collector) => Expression;
};

const PROMISE_CHAIN = new Set(['then', 'catch', 'finally']);

function collectMember(node: NodeOf<'MemberExpression'>, collector: Collector): Expression {
  const property: Node = node.property;
  const object = collector.expression(node.object);
  collector.readsOf(object);
  const isPosition = node.computed && property.type === 'Literal' && typeof property.value === 'number';
  const name = isPosition ? undefined : keyName(property, node.computed);
  if (name === undefined) return { kind: 'index', object, index: collector.expression(property) };
  if (PROMISE_CHAIN.has(name)) collector.markUse(object, 'await');
  return {
    kind: 'member',
    object,
    name,
    start: startOf(node),
    end: endOf(node),
    nameStart: startOf(property),
    loop: collector.loop,
    owner: collector.function,
    use: 'value',
  };
}

function collectCall(node: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>, collector: Collector): Expression {
  const callee = collector.expression(node.callee);
  collector.changes(callee);
  const args = node.arguments.length === 0 ? NONE : node.arguments.map((argument) => collector.expression(argument));
  const typeArgs = node.typeArguments ? node.typeArguments.params.map(collectType) : NONE;
  const isPromiseCombinator = callee.kind === 'member' && isNamed(callee.object, 'Promise');
  if (isPromiseCombinator) for (const argument of args) collector.markUse(argument, 'await');
  return collector.call({
    kind: 'call',
    callee,
    args,
    isNew: node.type === 'NewExpression',
    typeArgs,
    start: startOf(node),
    end: endOf(node),
    owner: collector.function,
    loop: collector.loop,
    guard: collector.guard,
    attempt: collector.attempt,
    use: 'value',
  });
}

/** What stands behind a key of an object literal: of a getter, what it gives back. */
function collectPropertyValue(
  property: NodeOf<'Property'>,
  name: string | undefined,
  object: ObjectExpression,
  collector: Collector,
): Expression {
  if (!property.method && property.kind === 'init') return collector.expression(property.value);
  const callee: Expression = {
    kind: 'function',
    function: collectFunction(property.value, collector, { name, owner: object }),
  };
  if (property.kind !== 'get') return callee;
  return {
    kind: 'call',
    callee,
    args: NONE,
    isNew: false,
    typeArgs: NONE,
    start: startOf(property),
    end: endOf(property),
    owner: collector.function,
    loop: collector.loop,
    guard: collector.guard,
    use: 'value',
  };
}

function collectObject(node: NodeOf<'ObjectExpression'>, collector: Collector): Expression {
  const properties = new Map<string, Expression>();
  const others: Expression[] = [];
  const keys: Expression[] = [];
  const unnamed: Expression[] = [];
  const object: ObjectExpression = { kind: 'object', properties, others, keys, unnamed };
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      others.push(collector.expression(property.argument));
      continue;
    }
    const name = keyName(property.key, property.computed);
    if (name === undefined) keys.push(collector.expression(property.key));
    const value = collectPropertyValue(property, name, object, collector);
    if (name !== undefined) nameFunctions(value, name);
    if (name === undefined) unnamed.push(value);
    else if (property.kind !== 'set' || !properties.has(name)) properties.set(name, value);
  }
  return object;
}

const LOGICAL_ASSIGNMENTS = new Set(['??=', '||=', '&&=']);

function collectAssignment(node: NodeOf<'AssignmentExpression'>, collector: Collector): Expression {
  if (LOGICAL_ASSIGNMENTS.has(node.operator)) return collectLogicalAssignment(node, collector);
  const value = collector.expression(node.right);
  if (node.left.type === 'ObjectPattern' || node.left.type === 'ArrayPattern') {
    for (const { target, path } of namesOf(node.left, [], collector))
      collector.assign(collector.expression(target), value, path);
    return value;
  }
  const target = collector.expression(node.left);
  // As modules name what they export by default.
  if (target.kind === 'member') nameFunctions(value, isCommonJsExports(target) ? 'default' : target.name);
  collector.assign(target, value, [], collector.docs.before(node).type);
  return node.operator === '=' ? value : { kind: 'either', options: [target, value], test: undefined };
}

/** `kept ??= value` looks at what it assigns to first. */
function collectLogicalAssignment(node: NodeOf<'AssignmentExpression'>, collector: Collector): Expression {
  const target = collector.expression(node.left);
  return collector.guarded(target, () => {
    const value = collector.expression(node.right);
    if (target.kind === 'member') nameFunctions(value, target.name);
    collector.assign(target, value);
    return { kind: 'either', options: [target, value], test: undefined };
  });
}

/** Whether `node` stands for nothing: `null`, `undefined`, `false` or `0`. */
function isNothing(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  return node.type === 'Literal' && (node.value === null || node.value === false || node.value === 0);
}

function collectBinary(node: NodeOf<'BinaryExpression'>, collector: Collector): Expression {
  const isEquality = node.operator === '===' || node.operator === '==';
  if (isEquality && isNothing(node.right)) return { kind: 'not', value: collector.expression(node.left) };
  return collectParts(node, collector);
}

function collectLogical(node: NodeOf<'LogicalExpression'>, collector: Collector): Expression {
  const left = collector.expression(node.left);
  // `??` looks at its right side for `null` and `undefined` only, of which neither is true.
  const right = collector.guarded(left, () => collector.expression(node.right), node.operator === '&&');
  return node.operator === '&&'
    ? { kind: 'either', options: [right], test: left }
    : { kind: 'either', options: [left, right], test: undefined };
}

function collectConditional(node: NodeOf<'ConditionalExpression'>, collector: Collector): Expression {
  const test = collector.expression(node.test);
  const options = [node.consequent, node.alternate].map((branch) =>
    collector.guarded(test, () => collector.expression(branch), branch === node.consequent),
  );
  return { kind: 'either', options, test };
}

/** Keeps an expression for its parts: what flows into it can still be followed. */
function collectParts(node: Node, collector: Collector): Expression {
  const parts = childrenOf(node).map((child) => collector.expression(child));
  if (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete'))
    parts.forEach((part) => {
      collector.changes(part);
    });
  return parts.length === 0 ? LITERAL : { kind: 'other', parts };
}

function collectUnary(node: NodeOf<'UnaryExpression'>, collector: Collector): Expression {
  if (node.operator === '!') return { kind: 'not', value: collector.expression(node.argument), isExact: true };
  if (node.operator !== 'void') return collectParts(node, collector);
  const value = collector.expression(node.argument);
  markVoided(value);
  return { kind: 'other', parts: [value] };
}

function collectLiteral({ value, raw }: NodeOf<'Literal'>): Expression {
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  // A regular expression that the engine does not know has no value either.
  return value === null && raw === 'null' ? NULL : LITERAL;
}

const unwrap = (node: { readonly expression: Node }, collector: Collector): Expression =>
  collector.expression(node.expression);

const COLLECTORS: ExpressionCollectors = {
  Identifier: (node, collector) =>
    node.name === 'undefined' ? UNDEFINED : collector.reference(node.name, startOf(node), endOf(node)),
  ThisExpression: (_node, collector) => ({ kind: 'this', owner: thisOwner(collector) }),
  Super: (_node, collector) => ({ kind: 'super', owner: thisOwner(collector) }),
  Literal: collectLiteral,
  MemberExpression: collectMember,
  CallExpression: collectCall,
  NewExpression: collectCall,
  ImportExpression: (node, collector) => ({
    kind: 'call',
    callee: { kind: 'reference', name: 'import', binding: undefined, start: startOf(node), end: startOf(node) },
    args: [collector.expression(node.source)],
    isNew: false,
    typeArgs: NONE,
    start: startOf(node),
    end: endOf(node),
    owner: collector.function,
    loop: collector.loop,
    guard: collector.guard,
    use: 'value',
  }),
  ArrowFunctionExpression: (node, collector) => ({ kind: 'function', function: collectFunction(node, collector) }),
  FunctionExpression: (node, collector) => ({ kind: 'function', function: collectFunction(node, collector) }),
  ClassExpression: collectClassExpression,
  ObjectExpression: collectObject,
  ArrayExpression: (node, collector) => ({
    kind: 'array',
    items: node.elements.map((element) => collector.expression(element)),
  }),
  SpreadElement: (node, collector) => ({ kind: 'spread', value: collector.expression(node.argument) }),
  AwaitExpression: (node, collector) => ({ kind: 'await', value: collector.expression(node.argument, 'await') }),
  AssignmentExpression: collectAssignment,
  UnaryExpression: collectUnary,
  BinaryExpression: collectBinary,
  LogicalExpression: collectLogical,
  ConditionalExpression: collectConditional,
  TemplateLiteral: (node, collector) => collectTemplate(node, collector),
  TaggedTemplateExpression: collectTagged,
  SequenceExpression: (node, collector) => node.expressions.map((part) => collector.expression(part)).at(-1) ?? LITERAL,
  TSAsExpression: (node, collector) => collectCast(node, collector),
  TSTypeAssertion: (node, collector) => collectCast(node, collector),
  TSSatisfiesExpression: unwrap,
  TSNonNullExpression: unwrap,
  TSInstantiationExpression: unwrap,
  ChainExpression: unwrap,
  ParenthesizedExpression: unwrap,
  YieldExpression: (node, collector) => {
    const value = collector.expression(node.argument);
    collector.function.returns.push(node.delegate ? value : { kind: 'array', items: [value] });
    return { kind: 'other', parts: [value] };
  },
};

/** The name of a class that is written as an expression is known in it alone. */
function collectClassExpression(node: NodeOf<'ClassExpression'>, collector: Collector): Expression {
  return collector.within(() => {
    const own = node.id && collector.declare(node.id.name, { isConstant: true });
    const expression: Expression = { kind: 'class', class: collectClass(node, collector) };
    own?.sources.push({ value: expression, path: [] });
    return expression;
  });
}

function collectCast(node: NodeOf<'TSAsExpression'> | NodeOf<'TSTypeAssertion'>, collector: Collector): Expression {
  const value = collector.expression(node.expression);
  const type = collectType(node.typeAnnotation);
  return type.kind === 'unknown' ? value : { kind: 'cast', value, type, module: collector.module };
}

/** The function whose `this` code sees here: arrow functions look through to the one around them. */
function thisOwner(collector: Collector): Collector['function'] {
  let owner = collector.function;
  while (owner.isArrow && owner.parent && !owner.owner) owner = owner.parent;
  return owner;
}

/** Turns the node of an expression into data; nothing at all becomes a literal. */
export function collectExpression(node: Node | null | undefined, collector: Collector): Expression {
  if (!node) return LITERAL;
  const collect = COLLECTORS[node.type] as ((node: Node, collector: Collector) => Expression) | undefined;
  if (collect) return collect(node, collector);
  if (node.type.startsWith('TS') || node.type === 'PrivateIdentifier') return LITERAL;
  return collectParts(node, collector);
}
