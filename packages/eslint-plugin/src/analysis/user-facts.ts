import { ormOfPackage } from '../orms/known-orms.js';
import type { CallExpression } from './facts/expression.js';
import { packageNameOf } from './modules/resolver.js';
import { handleOfExternal } from './values/inheritance.js';
import type { Value } from './values/value.js';

/** Names functions of the project or of a package. */
export interface FunctionPattern {
  /** A package, or the end of a file's path without its extension, such as `src/db/client`. */
  readonly from: string;
  /** The exported function or class. Any where it is left out. */
  readonly name?: string;
  /** Methods of the class; `*` for all. The function itself where it is left out. */
  readonly methods?: readonly string[];
}

export interface QueryPattern extends FunctionPattern {
  readonly kind?: 'read' | 'write';
}

/** A name that stands for a library's object wherever nothing else is known of it. */
export interface ReceiverPattern {
  /** Name of a variable, parameter or member. */
  readonly name: string;
  readonly package: string;
  /** The class that the package exports, such as `Repository`. */
  readonly class: string;
}

/** What a project tells about its own code. */
export interface UserFacts {
  /** Functions that run a query. */
  readonly queries: readonly QueryPattern[];
  /** Functions that answer from a cache or ask for many at once, whatever they call. */
  readonly batched: readonly FunctionPattern[];
  readonly receivers: readonly ReceiverPattern[];
}

export const NO_USER_FACTS: UserFacts = { queries: [], batched: [], receivers: [] };

function isFrom(pattern: FunctionPattern, file: string): boolean {
  const path = file.replaceAll('\\', '/').replace(/\.[cm]?[jt]sx?$/, '');
  const from = pattern.from.replace(/^\.?\//, '').replace(/\.[cm]?[jt]sx?$/, '');
  return path.endsWith(`/${from}`) || path.endsWith(`/${from}/index`);
}

/** Whether `value`, what `call` calls, is what the pattern names. */
export function matchesPattern(pattern: FunctionPattern, value: Value, call: CallExpression): boolean {
  if (value.kind === 'external') {
    const [name, method] = value.path.length > 1 ? value.path.slice(-2) : [value.path[0]];
    if (packageNameOf(pattern.from) !== value.package || (pattern.name !== undefined && pattern.name !== name))
      return false;
    return pattern.methods
      ? pattern.methods.includes('*') || pattern.methods.includes(method ?? '')
      : method === undefined;
  }
  if (value.kind !== 'function' || !isFrom(pattern, value.function.module.file)) return false;
  const { owner, name } = value.function;
  const className = owner && 'members' in owner ? owner.name : undefined;
  if (!pattern.methods) return className === undefined && (pattern.name === undefined || pattern.name === name);
  if (pattern.name !== undefined && pattern.name !== className) return false;
  const method = call.callee.kind === 'member' ? call.callee.name : name;
  return pattern.methods.includes('*') || pattern.methods.includes(method ?? '');
}

/** What a name stands for by the project's own word. */
export function receiverNamed(name: string, { receivers }: UserFacts): readonly Value[] {
  const pattern = receivers.find((candidate) => candidate.name === name);
  return pattern && ormOfPackage(pattern.package) ? handleOfExternal(pattern.package, pattern.class, undefined) : [];
}
