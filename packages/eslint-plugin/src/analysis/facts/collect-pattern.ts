import type { PathStep } from './binding.js';
import type { Collector } from './collector.js';
import type { Expression } from './expression.js';
import { type Node, keyName } from './syntax.js';

export interface PatternName {
  /** The identifier, or in an assignment any target. */
  readonly target: Node;
  readonly path: readonly PathStep[];
  /** The value that stands in where there is none. */
  readonly fallback: Expression | undefined;
}

function propertiesOf(
  pattern: Extract<Node, { type: 'ObjectPattern' }>,
  path: readonly PathStep[],
  collector: Collector,
): PatternName[] {
  return (pattern.properties as readonly Node[]).flatMap((property) => {
    if (property.type === 'RestElement') return namesOf(property.argument, [...path, { kind: 'rest' }], collector);
    if (property.type !== 'Property') return [];
    const name = keyName(property.key, property.computed);
    const step: PathStep = name === undefined ? { kind: 'item', index: undefined } : { kind: 'property', name };
    return namesOf(property.value, [...path, step], collector);
  });
}

/** Lists the names that a pattern binds, each with its way from the whole value. */
export function namesOf(
  pattern: Node | null | undefined,
  path: readonly PathStep[],
  collector: Collector,
  fallback?: Expression,
): PatternName[] {
  if (!pattern) return [];
  switch (pattern.type) {
    case 'ObjectPattern':
      return propertiesOf(pattern, path, collector);
    case 'ArrayPattern':
      return (pattern.elements as readonly (Node | null)[]).flatMap((element, index) =>
        element?.type === 'RestElement'
          ? namesOf(element.argument as Node, [...path, { kind: 'rest' }], collector)
          : namesOf(element, [...path, { kind: 'item', index }], collector),
      );
    case 'AssignmentPattern':
      return namesOf(pattern.left, path, collector, collector.expression(pattern.right));
    case 'RestElement':
      return namesOf(pattern.argument, path, collector);
    default:
      return [{ target: pattern, path, fallback }];
  }
}
