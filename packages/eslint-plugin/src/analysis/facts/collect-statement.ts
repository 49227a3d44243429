import type { BindingSource, PathStep } from './binding.js';
import { collectClass } from './collect-class.js';
import { collectFunction } from './collect-function.js';
import { collectModuleStatement } from './collect-module-statement.js';
import { namesOf } from './collect-pattern.js';
import { collectType, collectTypeMembers } from './collect-type.js';
import type { Collector } from './collector.js';
import type { Expression } from './expression.js';
import type { Loop, LoopKind } from './loop.js';
import { type Node, type NodeOf, childrenOf, keyName, startOf } from './syntax.js';

type StatementCollectors = { readonly [Type in Node['type']]?: (node: NodeOf<Type>, collector: Collector) => void };

/** Whether control never comes out at the end of `node`. */
function alwaysLeaves(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.some(alwaysLeaves);
  return ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'].includes(node.type);
}

function collectIf(node: NodeOf<'IfStatement'>, collector: Collector): void {
  const condition = collector.expression(node.test);
  collector.guarded(condition, () => {
    collector.statement(node.consequent);
    collector.statement(node.alternate);
  });
  // What follows an early exit in the same block runs only if the condition let it.
  if (!node.alternate && alwaysLeaves(node.consequent)) collector.guard = { condition, parent: collector.guard };
}

function collectVariables(node: NodeOf<'VariableDeclaration'>, collector: Collector): void {
  const scope = node.kind === 'var' ? collector.scope.functionScope() : collector.scope;
  for (const { id, init } of node.declarations) {
    const value = init ? collector.expression(init) : undefined;
    const pattern = id as Node;
    const annotation = (pattern as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation;
    for (const { target, path, fallback } of namesOf(pattern, [], collector)) {
      if (target.type !== 'Identifier') continue;
      const type = annotation && path.length === 0 ? collectType(annotation.typeAnnotation) : undefined;
      const source = value ? { value, path } : undefined;
      const binding = collector.declare(target.name, { isConstant: node.kind === 'const', type, source }, scope);
      if (fallback) binding.sources.push({ value: fallback, path: [] });
      if (value?.kind === 'function' && path.length === 0) value.function.name ??= target.name;
    }
  }
}

function declareElements(left: Node, iterable: Expression, loop: Loop, collector: Collector): void {
  const steps: PathStep[] = loop.kind === 'for-in' ? [{ kind: 'rest' }] : [{ kind: 'item', index: undefined }];
  const isDeclaration = left.type === 'VariableDeclaration';
  const pattern = isDeclaration ? (left.declarations[0]?.id as Node | undefined) : left;
  for (const { target, path } of namesOf(pattern, steps, collector)) {
    const source: BindingSource = { value: iterable, path };
    if (isDeclaration && target.type === 'Identifier')
      (loop.elements as unknown[]).push(collector.declare(target.name, { source, isConstant: true }));
    else collector.assign(collector.expression(target), iterable, path);
  }
}

function newLoop(kind: LoopKind, node: Node, collector: Collector, iterable?: Expression, step?: Loop['step']): Loop {
  return {
    kind,
    parent: collector.loop,
    iterable,
    elements: [],
    test: undefined,
    counter: undefined,
    step,
    start: startOf(node),
    guard: collector.guard,
  };
}

function collectForEach(node: NodeOf<'ForOfStatement'> | NodeOf<'ForInStatement'>, collector: Collector): void {
  const iterable = collector.expression(node.right);
  const kind = node.type === 'ForInStatement' ? 'for-in' : node.await ? 'for-await' : 'for-of';
  const loop = newLoop(kind, node, collector, iterable);
  collector.inLoop(loop, () => {
    declareElements(node.left, iterable, loop, collector);
    collector.statement(node.body);
  });
}

const isOne = (node: Node): boolean => node.type === 'Literal' && node.value === 1;

function stepOf(update: Node | null): Loop['step'] {
  if (update?.type === 'UpdateExpression') return 'one';
  if (update?.type !== 'AssignmentExpression') return undefined;
  const { right } = update;
  if (update.operator !== '=') return isOne(right) ? 'one' : 'many';
  return right.type === 'BinaryExpression' && isOne(right.right) ? 'one' : 'many';
}

/** What `i++`, `i += 1` and `i = i + 1` count with. */
function counterOf(update: Node | null): Node | undefined {
  if (update?.type === 'UpdateExpression') return update.argument;
  return update?.type === 'AssignmentExpression' ? update.left : undefined;
}

function collectFor(node: NodeOf<'ForStatement'>, collector: Collector): void {
  collector.within(() => {
    const loop = newLoop('for', node, collector, undefined, stepOf(node.update));
    const before = new Set(collector.scope.bindings.keys());
    if (node.init?.type === 'VariableDeclaration') collector.statement(node.init);
    else collector.expression(node.init);
    for (const [name, binding] of collector.scope.bindings)
      if (!before.has(name)) (loop.elements as unknown[]).push(binding);
    collector.inLoop(loop, () => {
      loop.test = node.test ? collector.expression(node.test) : undefined;
      collector.statement(node.body);
      collector.expression(node.update);
      const counter = counterOf(node.update);
      loop.counter = counter && collector.expression(counter);
    });
  });
}

function collectWhile(node: NodeOf<'WhileStatement'> | NodeOf<'DoWhileStatement'>, collector: Collector): void {
  const loop = newLoop(node.type === 'WhileStatement' ? 'while' : 'do-while', node, collector);
  collector.inLoop(loop, () => {
    loop.test = collector.expression(node.test);
    collector.statement(node.body);
  });
}

function leave(collector: Collector, isReturn: boolean): void {
  const leaves: Loop[] = [];
  for (let { loop } = collector; loop; loop = isReturn ? loop.parent : undefined) leaves.push(loop);
  if (leaves.length > 0) collector.function.exits.push({ guard: collector.guard, leaves });
}

const COLLECTORS: StatementCollectors = {
  BlockStatement: (node, collector) => {
    collector.within(() => {
      node.body.forEach((statement) => {
        collector.statement(statement);
      });
    });
  },
  ExpressionStatement: (node, collector) => {
    collector.expression(node.expression, 'statement');
  },
  VariableDeclaration: collectVariables,
  FunctionDeclaration: (node, collector) => {
    const facts = collectFunction(node, collector);
    if (node.id)
      collector.declare(node.id.name, {
        isConstant: true,
        source: { value: { kind: 'function', function: facts }, path: [] },
      });
  },
  ClassDeclaration: (node, collector) => {
    const facts = collectClass(node, collector);
    if (node.id)
      collector.declare(node.id.name, {
        isConstant: true,
        source: { value: { kind: 'class', class: facts }, path: [] },
      });
  },
  IfStatement: collectIf,
  ForOfStatement: collectForEach,
  ForInStatement: collectForEach,
  ForStatement: collectFor,
  WhileStatement: collectWhile,
  DoWhileStatement: collectWhile,
  ReturnStatement: (node, collector) => {
    if (node.argument) collector.function.returns.push(collector.expression(node.argument, 'return'));
    leave(collector, true);
  },
  BreakStatement: (node, collector) => {
    if (!node.label) leave(collector, false);
  },
  TSInterfaceDeclaration: (node, collector) => {
    collector.module.types.set(node.id.name, {
      name: node.id.name,
      members: collectTypeMembers(node.body.body),
      extends: node.extends.map((heritage) =>
        collectType({
          type: 'TSTypeReference',
          typeName: heritage.expression,
          typeArguments: heritage.typeArguments,
          start: 0,
          end: 0,
        } as Node),
      ),
      parameters: (node.typeParameters?.params ?? []).map((parameter) => parameter.name.name),
    });
  },
  TSTypeAliasDeclaration: (node, collector) => {
    collector.module.types.set(node.id.name, {
      name: node.id.name,
      members: new Map(),
      extends: [collectType(node.typeAnnotation)],
      parameters: (node.typeParameters?.params ?? []).map((parameter) => parameter.name.name),
    });
  },
  TSEnumDeclaration: (node, collector) => {
    const properties = new Map(
      node.body.members.flatMap(({ id, initializer }) => {
        const name = keyName(id, false);
        return name === undefined ? [] : [[name, collector.expression(initializer)] as const];
      }),
    );
    const source = { value: { kind: 'object', properties, others: [] }, path: [] } as const;
    collector.declare(node.id.name, { isConstant: true, source });
  },
  TSDeclareFunction: () => undefined,
  SwitchStatement: (node, collector) => {
    const discriminant = collector.expression(node.discriminant);
    // A `break` in a case leaves the switch, not the loop around it.
    collector.guarded(discriminant, () => {
      for (const { test, consequent } of node.cases) {
        if (test) collector.expression(test);
        for (const statement of consequent) if (statement.type !== 'BreakStatement') collector.statement(statement);
      }
    });
  },
};

/** Collects a statement with everything in it. */
export function collectStatement(node: Node | null | undefined, collector: Collector): void {
  if (!node) return;
  const collect = COLLECTORS[node.type] as ((node: Node, collector: Collector) => void) | undefined;
  if (collect) collect(node, collector);
  else if (!collectModuleStatement(node, collector)) {
    for (const child of childrenOf(node)) {
      if (child.type.endsWith('Statement') || child.type === 'CatchClause') collector.statement(child);
      else if (!child.type.startsWith('TS')) collector.expression(child);
    }
  }
}
