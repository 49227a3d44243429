import type { Node } from 'oxc-parser';

export type { Node };

/** A node of the given type, as oxc-parser and typescript-estree agree on it. */
export type NodeOf<T extends Node['type'], N extends Node = Node> = N extends Node
  ? T extends N['type']
    ? N
    : never
  : never;

/** Offset of the first character; ESLint's parsers keep it in `range`, oxc-parser in `start`. */
export function startOf(node: Node): number {
  return (node as { range?: readonly [number, number] }).range?.[0] ?? node.start;
}

/** Offset behind the last character. */
export function endOf(node: Node): number {
  return (node as { range?: readonly [number, number] }).range?.[1] ?? node.end;
}

/** Whether `value`, a property of a node, is a node itself. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The static name of a property, or undefined where it is computed. */
export function keyName(key: Node, isComputed: boolean): string | undefined {
  if (key.type === 'Literal')
    return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : undefined;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' && !isComputed ? key.name : undefined;
}

const NOT_CHILDREN = new Set(['parent', 'range', 'loc', 'type', 'start', 'end', 'tokens', 'comments']);

/** Lists the nodes directly below `node`, in the order in which they stand: that of its properties is the parser's own. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (NOT_CHILDREN.has(key)) continue;
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) children.push(...(value as unknown[]).filter(isNode));
  }
  return children.sort((a, b) => startOf(a) - startOf(b));
}
