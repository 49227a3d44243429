import type { MemberFacts, OrmFacts, RoleFacts } from '../../orms/orm-facts.js';
import type { Binding } from '../facts/binding.js';
import type { ClassFacts } from '../facts/class-facts.js';
import type { CallExpression, Expression, ObjectExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { NONE } from '../facts/seal.js';
import type { TypeDeclaration, TypeReference } from '../facts/type-reference.js';

/** The arguments with which a function runs, so that a parameter leads back to what its caller passed. */
export interface Environment {
  readonly function: FunctionFacts;
  /** What `this` is; empty where it follows from the function's class. */
  readonly self: readonly Value[];
  readonly args: readonly Expression[];
  /** Whether these are all arguments, each for the parameter at its position: nothing stands between call and function. */
  readonly isWhole?: boolean;
  /** The environment in which the arguments are evaluated. */
  readonly caller: Environment | undefined;
  /** The environment of the function that this one is written in. */
  readonly outer: Environment | undefined;
  /** How many calls deep it is. */
  readonly depth: number;
  /** A name that is known to be this text in it, as a key of a registry is. */
  readonly text?: { readonly binding: Binding; readonly value: string };
  /** Answers that hold in it. */
  readonly known: Map<Expression, readonly Value[]>;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly function: FunctionFacts;
  /** What `this` is in it, where it was taken from an object. */
  readonly self: readonly Value[];
  readonly outer: Environment | undefined;
  /** Other functions of which one may stand here instead, by a key that is only known at run time. */
  readonly among?: readonly FunctionValue[];
}

export interface ClassValue {
  readonly kind: 'class';
  readonly class: ClassFacts;
  /** Where the class is made, for one that a function makes. */
  readonly environment: Environment | undefined;
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly class: ClassFacts;
  /** The call that loaded it from the database. */
  readonly origin: Origin | undefined;
  /** What its constructor was given, and where its class was made. */
  readonly environment: Environment | undefined;
  /** What it is to a library that made its class: a row of a model whose class the code only adds to. */
  readonly library?: HandleValue;
}

/** An instance of which no more is known than its class. */
export function anInstance(cls: ClassFacts, environment?: Environment): InstanceValue {
  return { kind: 'instance', class: cls, origin: undefined, environment };
}

/** The call from which rows came, which says what was loaded with them. */
export interface Origin {
  readonly call: CallExpression;
  readonly method: MethodValue;
  readonly environment: Environment | undefined;
  /** The relations by which they were reached from the rows of the call. */
  readonly path: readonly string[];
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly object: ObjectExpression;
  readonly environment: Environment | undefined;
}

/** Something of which only its type's members are known. */
export interface ShapeValue {
  readonly kind: 'shape';
  readonly module: ModuleFacts;
  readonly members: ReadonlyMap<string, TypeReference>;
  /** The interface that the members are from. */
  readonly declaration: TypeDeclaration | undefined;
  /** The interface that has them from there, and that the value is declared to be of. */
  readonly heir?: { readonly declaration: TypeDeclaration; readonly module: ModuleFacts };
}

/** Something that can be called and of which only the type of the result is known. */
export interface SignatureValue {
  readonly kind: 'signature';
  readonly module: ModuleFacts;
  readonly parameters: readonly TypeReference[];
  readonly returns: TypeReference;
}

export interface ModuleValue {
  readonly kind: 'module';
  readonly module: ModuleFacts;
}

/** What a package from outside exports, or a part of it. */
export interface ExternalValue {
  readonly kind: 'external';
  readonly package: string;
  readonly path: readonly string[];
}

/** An object of an ORM or driver in one of the roles of its table. */
export interface HandleValue {
  readonly kind: 'handle';
  readonly orm: OrmFacts;
  readonly role: RoleFacts;
  readonly model: Value | undefined;
  /** The call that gave it, where it is a builder that goes on from there. */
  readonly builtBy: CallExpression | undefined;
}

/** A method of a handle. */
export interface MethodValue {
  readonly kind: 'method';
  readonly handle: HandleValue;
  readonly name: string;
  readonly facts: MemberFacts;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  /** What stands at each position, where that is known: an array literal, or a pair that a library gives back. */
  readonly positions?: readonly (readonly Value[])[];
  /** What is written first in it: the key, where it is an entry of a map or an object. */
  readonly first?: Expression | undefined;
}

/** A value behind a key. */
export interface Entry {
  /** Undefined where nothing is known of it. */
  readonly key: Expression | undefined;
  readonly values: readonly Value[];
}

/** A map from the standard library, or an object that is used like one; its keys are only known from where it was filled. */
export interface MapValue {
  readonly kind: 'map';
  /** Its values can be read as members. */
  readonly isObject: boolean;
  readonly items: readonly Value[];
  readonly entries?: readonly Entry[];
}

/** What an expression can stand for, as far as it leads to functions, classes and handles. */
export type Value =
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ObjectValue
  | ShapeValue
  | SignatureValue
  | ModuleValue
  | ExternalValue
  | HandleValue
  | MethodValue
  | ArrayValue
  | MapValue;

/** More alternatives than this for one expression are not followed. */
export const MAX_ALTERNATIVES = 6;

/** Joins alternatives, each kept once. */
export function union(...lists: readonly (readonly Value[])[]): readonly Value[] {
  let first: readonly Value[] | undefined;
  let joined: Value[] | undefined;
  for (const list of lists) {
    if (list.length === 0) continue;
    if (!first) {
      first = list;
      continue;
    }
    joined ??= first.slice(0, MAX_ALTERNATIVES);
    for (const value of list) {
      if (joined.length === MAX_ALTERNATIVES) return joined;
      if (!joined.some((known) => isSame(known, value))) joined.push(value);
    }
  }
  return joined ?? first ?? NONE;
}

function isSameOrigin(a: Origin | undefined, b: Origin | undefined): boolean {
  return a?.call === b?.call && a?.path.join() === b?.path.join();
}

/** Whether both stand for the same. */
export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'function') return b.kind === 'function' && a.function === b.function && a.outer === b.outer;
  if (a.kind === 'class') return b.kind === 'class' && a.class === b.class && a.environment === b.environment;
  if (a.kind === 'instance')
    return (
      b.kind === 'instance' &&
      a.class === b.class &&
      a.environment === b.environment &&
      isSameOrigin(a.origin, b.origin)
    );
  if (a.kind === 'object') return b.kind === 'object' && a.object === b.object;
  if (a.kind === 'handle')
    return b.kind === 'handle' && a.role === b.role && a.model === b.model && a.builtBy === b.builtBy;
  return false;
}
