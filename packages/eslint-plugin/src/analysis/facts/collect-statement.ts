import { LITERAL, objectWith } from './expression.js';
import { collectClass } from './collect-class.js';
import { collectFunction } from './collect-function.js';
import { collectExit, collectFor, collectForEach, collectWhile } from './collect-loop.js';
import { collectModuleStatement } from './collect-module-statement.js';
import { namesOf } from './collect-pattern.js';
import { collectType, collectTypeMembers } from './collect-type.js';
import { type Collector, discard } from './collector.js';
import { nameFunctions } from './function-facts.js';
import { NONE } from './seal.js';
import { type Node, type NodeOf, childrenOf, keyName } from './syntax.js';

type StatementCollectors = { readonly [Type in Node['type']]?: (node: NodeOf<Type>, collector: Collector) => void };

const LEAVING = new Set<Node['type']>(['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement']);

/** The statement by which control leaves `node`, so that it never comes out at the end. */
function leavingOf(node: Node): Node | undefined {
  if (node.type === 'BlockStatement') return node.body.map(leavingOf).find((statement) => statement);
  return LEAVING.has(node.type) ? node : undefined;
}

function collectIf(node: NodeOf<'IfStatement'>, collector: Collector): void {
  const condition = collector.expression(node.test);
  // Each branch has a guard of its own, so that code of one is told from code of the other.
  for (const branch of [node.consequent, node.alternate])
    collector.guarded(
      condition,
      () => {
        collector.statement(branch);
      },
      branch === node.consequent,
    );
  // What follows an early exit in the same block runs only if the condition let it.
  const leaving = node.alternate ? undefined : leavingOf(node.consequent);
  if (leaving)
    collector.guard = {
      condition,
      parent: collector.guard,
      when: false,
      isLetPass: leaving.type !== 'ContinueStatement',
    };
}

function collectVariables(node: NodeOf<'VariableDeclaration'>, collector: Collector): void {
  const scope = node.kind === 'var' ? collector.scope.functionScope() : collector.scope;
  const doc = collector.docs.before(node);
  for (const { id, init } of node.declarations) {
    const value = init ? collector.expression(init) : undefined;
    const pattern = id as Node;
    if (value && pattern.type === 'ObjectPattern') collector.readsOf(value);
    const annotation = (pattern as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation;
    for (const { target, path, fallback } of namesOf(pattern, NONE, collector)) {
      if (target.type !== 'Identifier') continue;
      const type = path.length > 0 ? undefined : annotation ? collectType(annotation.typeAnnotation) : doc.type;
      const source = value ? { value, path } : undefined;
      const binding = collector.declare(target.name, { isConstant: node.kind === 'const', type, source }, scope);
      if (fallback) binding.sources.push({ value: fallback, path: NONE });
      if (value && path.length === 0) nameFunctions(value, target.name);
    }
  }
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
    const expression = collector.expression(node.expression, 'statement');
    if (node.expression.type !== 'AssignmentExpression') discard(expression);
  },
  VariableDeclaration: collectVariables,
  FunctionDeclaration: (node, collector) => {
    const facts = collectFunction(node, collector);
    if (node.id)
      collector.declare(node.id.name, {
        isConstant: true,
        source: { value: { kind: 'function', function: facts }, path: NONE },
      });
  },
  ClassDeclaration: (node, collector) => {
    const facts = collectClass(node, collector);
    if (node.id)
      collector.declare(node.id.name, {
        isConstant: true,
        source: { value: { kind: 'class', class: facts }, path: NONE },
      });
  },
  TryStatement: (node, collector) => {
    const collect = (): void => {
      collector.statement(node.block);
    };
    if (node.handler && !node.handler.body.body.some(({ type }) => type === 'ThrowStatement'))
      collector.attempted(collect);
    else collect();
    collector.statement(node.handler);
    collector.statement(node.finalizer);
  },
  CatchClause: (node, collector) => {
    // A handler runs only where something went wrong: what leaves it is no ordinary end.
    collector.guarded(LITERAL, () => {
      collector.statement(node.body);
    });
  },
  IfStatement: collectIf,
  ForOfStatement: collectForEach,
  ForInStatement: collectForEach,
  ForStatement: collectFor,
  WhileStatement: collectWhile,
  DoWhileStatement: collectWhile,
  ReturnStatement: (node, collector) => {
    const value = node.argument ? collector.expression(node.argument, 'return') : undefined;
    if (value) collector.function.returns.push(value);
    collectExit(node, collector, value);
  },
  BreakStatement: (node, collector) => {
    collectExit(node, collector);
  },
  ContinueStatement: (node, collector) => {
    collectExit(node, collector);
  },
  LabeledStatement: (node, collector) => {
    collector.label = node.label.name;
    collector.statement(node.body);
    collector.label = undefined;
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
    const source = { value: objectWith(properties), path: NONE };
    collector.declare(node.id.name, { isConstant: true, source });
  },
  TSDeclareFunction: () => undefined,
  SwitchStatement: (node, collector) => {
    const discriminant = collector.expression(node.discriminant);
    collector.inSwitch(() => {
      for (const { test, consequent } of node.cases)
        collector.guarded(discriminant, () => {
          if (test) collector.expression(test);
          for (const statement of consequent) collector.statement(statement);
        });
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
