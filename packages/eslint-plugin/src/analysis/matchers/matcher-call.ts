import type { Scope } from 'eslint';
import { type Node, type NodeOf, keyName } from '../facts/syntax.js';
import { ASYNC_MATCHERS } from './async-matchers.js';

/** Libraries with an `expect` of their own, which knows no such matchers. */
const OTHERS = new Set(['chai', 'expect.js', 'unexpected']);

/** A call of a matcher that gives a promise. */
export interface MatcherCall {
  /** As it is written: `toExecuteQueries`. */
  readonly name: string;
  /** Where the matcher's name stands. */
  readonly property: Node;
}

function variableOf(name: string, scope: Scope.Scope): Scope.Variable | undefined {
  for (let at: Scope.Scope | null = scope; at; at = at.upper) {
    const found = at.set.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Whether `pattern` takes the property `expect` out of something under `name`, as `({ expect })` does. */
function takesExpect(pattern: Node | undefined, name: string): boolean {
  if (pattern?.type !== 'ObjectPattern') return false;
  return pattern.properties.some((property) => {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'expect') return false;
    const value: Node = property.value;
    const target: Node = value.type === 'AssignmentPattern' ? value.left : value;
    return target.type === 'Identifier' && target.name === name;
  });
}

/** `context.expect` */
function isMemberExpect(node: Node | null): boolean {
  return node?.type === 'MemberExpression' && keyName(node.property, node.computed) === 'expect';
}

function isExpectByDefinition({ type, node, parent }: Scope.Definition, name: string): boolean {
  const declaration = node as Node;
  if (type === 'ImportBinding') {
    const source: unknown = (parent as { source?: { value?: unknown } } | null)?.source?.value;
    if (declaration.type !== 'ImportSpecifier' || OTHERS.has(String(source))) return false;
    return keyName(declaration.imported, false) === 'expect' || keyName(declaration.imported, true) === 'expect';
  }
  if (declaration.type === 'VariableDeclarator')
    return takesExpect(declaration.id, name) || isMemberExpect(declaration.init);
  return 'params' in declaration && Array.isArray(declaration.params)
    ? declaration.params.some((parameter) => takesExpect(parameter, name))
    : false;
}

/** Whether `callee` is the `expect` of a test runner: imported under any name, global, or taken from the context of a test. */
function isExpect(callee: Node, scopeOf: (node: Node) => Scope.Scope): boolean {
  if (callee.type === 'MemberExpression') {
    const name = keyName(callee.property, callee.computed);
    if (name === 'expect') return true;
    return (name === 'soft' || name === 'poll') && isExpect(callee.object, scopeOf);
  }
  if (callee.type !== 'Identifier') return false;
  const variable = variableOf(callee.name, scopeOf(callee));
  if (!variable || variable.defs.length === 0) return callee.name === 'expect';
  return variable.defs.some((definition) => isExpectByDefinition(definition, callee.name));
}

/** Answers which matcher of @flatquery/test-utils `call` calls; undefined where it is none that gives a promise. */
export function matcherOf(
  { callee }: NodeOf<'CallExpression'>,
  scopeOf: (node: Node) => Scope.Scope,
): MatcherCall | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const name = keyName(callee.property, callee.computed);
  if (name === undefined || !ASYNC_MATCHERS.has(name)) return undefined;
  let subject: Node = callee.object;
  // `.not`, `.resolves` and `.rejects` lie between.
  while (subject.type === 'MemberExpression') subject = subject.object;
  return subject.type === 'CallExpression' && isExpect(subject.callee, scopeOf)
    ? { name, property: callee.property }
    : undefined;
}
