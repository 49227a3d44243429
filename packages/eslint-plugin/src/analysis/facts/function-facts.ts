import type { Binding } from './binding.js';
import type { ClassFacts } from './class-facts.js';
import type {
  CallExpression,
  Expression,
  MemberExpression,
  ObjectExpression,
  ReferenceExpression,
  Use,
} from './expression.js';
import type { Exit, Guard, Loop } from './loop.js';
import type { ModuleFacts } from './module-facts.js';
import type { TypeReference } from './type-reference.js';

export interface Parameter {
  /** Undefined where the parameter is a pattern. */
  readonly binding: Binding | undefined;
  /** All names that it binds. */
  readonly bindings: readonly Binding[];
  readonly type: TypeReference | undefined;
  readonly isRest: boolean;
  /** Names of its decorators, as the code gives them. */
  readonly decorators?: readonly string[];
}

/** A value given to a variable or to a member after its declaration. */
export interface Assignment {
  readonly target: Expression;
  readonly value: Expression;
  /** What a comment says about the target. */
  readonly type: TypeReference | undefined;
  readonly loop: Loop | undefined;
  readonly guard: Guard | undefined;
}

/** A name at a place where its value is waited for. */
export interface AwaitedName {
  readonly reference: ReferenceExpression;
  readonly use: Use;
  readonly loop: Loop | undefined;
  readonly guard: Guard | undefined;
  readonly owner: FunctionFacts;
}

/** What one function holds, its nested functions apart. */
export interface FunctionFacts {
  readonly module: ModuleFacts;
  /** As a reader would name it: its own name, or that of the variable, property or member that holds it. */
  name: string | undefined;
  readonly parent: FunctionFacts | undefined;
  /** The class whose member it is, or the object literal. */
  owner: ClassFacts | ObjectExpression | undefined;
  /** The class that `new` makes an instance of, where the function is written as a constructor. */
  constructs: ClassFacts | undefined;
  isStatic: boolean;
  /** Arrow functions take `this` from outside. */
  readonly isArrow: boolean;
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  readonly parameters: readonly Parameter[];
  readonly returnType: TypeReference | undefined;
  readonly start: number;
  readonly end: number;
  /** Set where the function is written as an argument. */
  argumentOf: { readonly call: CallExpression; readonly index: number } | undefined;
  /** Names that it declares, in any of its blocks. */
  readonly names: Binding[];
  readonly returns: Expression[];
  readonly calls: CallExpression[];
  /** Members whose value is awaited, returned or chained with `then`: where a lazy relation is used. */
  readonly awaitedMembers: MemberExpression[];
  /** Names whose value is awaited, returned or chained with `then`: where a builder that they hold runs. */
  readonly awaitedNames: AwaitedName[];
  readonly assignments: Assignment[];
  readonly exits: Exit[];
}

/** Names the nameless functions that `value` is or wraps after what holds it. */
export function nameFunctions(value: Expression, name: string): void {
  if (value.kind === 'function') value.function.name ??= name;
  else if (value.kind === 'call') for (const argument of value.args) nameFunctions(argument, name);
}

const nested = new WeakMap<FunctionFacts, readonly FunctionFacts[]>();

/** `fn` and the functions written in it, at any depth. */
export function nestedFunctions(fn: FunctionFacts): readonly FunctionFacts[] {
  const known = nested.get(fn);
  if (known) return known;
  const found = fn.module.functions.filter((candidate) => isWithin(candidate, fn));
  nested.set(fn, found);
  return found;
}

/** Whether `fn` is `outer` or written in it. */
export function isWithin(fn: FunctionFacts, outer: FunctionFacts): boolean {
  for (let at: FunctionFacts | undefined = fn; at; at = at.parent) if (at === outer) return true;
  return false;
}
