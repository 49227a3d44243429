import { collectType } from './collect-type.js';
import type { Collector } from './collector.js';
import type { Expression } from './expression.js';
import { type NodeOf, endOf, startOf } from './syntax.js';

const textsOf = (node: NodeOf<'TemplateLiteral'>): string[] =>
  node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);

function textWith(texts: readonly string[], parts: readonly Expression[], hasHoles: boolean): Expression {
  return hasHoles ? { kind: 'template', texts, parts } : { kind: 'string', value: texts.join('') };
}

/** Collects a template literal; without holes it is a string. */
export function collectTemplate(node: NodeOf<'TemplateLiteral'>, collector: Collector): Expression {
  const parts = node.expressions.map((part) => collector.expression(part));
  return textWith(textsOf(node), parts, parts.length > 0);
}

/** Collects a tagged template as the call that it is: the tag gets the texts and then the values between them. */
export function collectTagged(node: NodeOf<'TaggedTemplateExpression'>, collector: Collector): Expression {
  const callee = collector.expression(node.tag);
  const parts = node.quasi.expressions.map((part) => collector.expression(part));
  return collector.call({
    kind: 'call',
    callee,
    // The holes stand beside the text, not in it.
    args: [textWith(textsOf(node.quasi), [], parts.length > 0), ...parts],
    isNew: false,
    isTag: true,
    typeArgs: (node.typeArguments?.params ?? []).map(collectType),
    start: startOf(node),
    end: endOf(node),
    owner: collector.function,
    loop: collector.loop,
    guard: collector.guard,
    use: 'value',
  });
}
