import type { BindingSource, PathStep } from './binding.js';
import { namesOf } from './collect-pattern.js';
import type { Collector } from './collector.js';
import type { Expression } from './expression.js';
import { loopsAround, type Loop, type LoopKind } from './loop.js';
import { type Node, type NodeOf, endOf, startOf } from './syntax.js';

function declareElements(left: Node, iterable: Expression, loop: Loop, collector: Collector): void {
  const steps: PathStep[] = loop.kind === 'for-in' ? [{ kind: 'key' }] : [{ kind: 'item', index: undefined }];
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
  const { label } = collector;
  collector.label = undefined;
  return {
    kind,
    label,
    parent: collector.loop,
    iterable,
    elements: [],
    test: undefined,
    counter: undefined,
    step,
    start: startOf(node),
    end: endOf(node),
    guard: collector.guard,
  };
}

/** Collects for…of, for await…of and for…in. */
export function collectForEach(node: NodeOf<'ForOfStatement'> | NodeOf<'ForInStatement'>, collector: Collector): void {
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

/** Collects a loop with a counter. */
export function collectFor(node: NodeOf<'ForStatement'>, collector: Collector): void {
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

/** Collects while and do…while. */
export function collectWhile(node: NodeOf<'WhileStatement'> | NodeOf<'DoWhileStatement'>, collector: Collector): void {
  const loop = newLoop(node.type === 'WhileStatement' ? 'while' : 'do-while', node, collector);
  collector.inLoop(loop, () => {
    loop.test = collector.expression(node.test);
    collector.statement(node.body);
  });
}

/** The loops that `break` ends, and those that `continue` with a label does: all that lie inside the labelled one. */
function endedBy(
  node: NodeOf<'BreakStatement'> | NodeOf<'ContinueStatement'>,
  { loop, isSwitch }: Collector,
): readonly Loop[] {
  const loops = loopsAround(loop);
  const isBreak = node.type === 'BreakStatement';
  const { label } = node;
  if (!label) return isBreak && !isSwitch ? loops.slice(0, 1) : [];
  const labelled = loops.findIndex((outer) => outer.label === label.name);
  return labelled === -1 ? [] : loops.slice(0, isBreak ? labelled + 1 : labelled);
}

/** Collects a statement that may leave loops before their end. */
export function collectExit(
  node: NodeOf<'ReturnStatement'> | NodeOf<'BreakStatement'> | NodeOf<'ContinueStatement'>,
  collector: Collector,
  value?: Expression,
): void {
  const isReturn = node.type === 'ReturnStatement';
  const leaves = isReturn ? loopsAround(collector.loop) : endedBy(node, collector);
  if (leaves.length > 0)
    collector.function.exits.push({ end: endOf(node), guard: collector.guard, leaves, isReturn, value });
}
