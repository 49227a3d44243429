import type { ClassFacts } from './class-facts.js';
import type { Expression, ObjectExpression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';
import type { Loop } from './loop.js';
import type { TypeReference } from './type-reference.js';

/** A step from a value to the part of it that a name takes: a property, an item, what is left over, or one of its keys. */
export type PathStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'item'; readonly index: number | undefined }
  | { readonly kind: 'rest' }
  | { readonly kind: 'key' };

/** One value that a name is given: by its declaration, an assignment, or the iteration that declares it. */
export interface BindingSource {
  readonly value: Expression;
  readonly path: readonly PathStep[];
}

export interface ImportedName {
  readonly specifier: string;
  /** `default`, `*`, or the exported name. */
  readonly name: string;
}

/** A name that code can refer to. */
export interface Binding {
  readonly name: string;
  /** The function that declares it; the module's top code for names at the top of the file. */
  readonly owner: FunctionFacts;
  /** The innermost loop around its declaration, within `owner`. */
  readonly loop: Loop | undefined;
  readonly isConstant: boolean;
  type: TypeReference | undefined;
  readonly sources: BindingSource[];
  /** Offsets of the places that name it, its declaration apart. */
  readonly references: number[];
  /** Those of `references` that may do anything with the value: more than to read a member of it. */
  readonly handed: number[];
  readonly imported: ImportedName | undefined;
  /** What is assigned to members of the value after its declaration: `name.member = …`. */
  assigned: ObjectExpression | undefined;
  /** The class that the value becomes by what is assigned to its prototype: `name.prototype.member = …`. */
  prototype: ClassFacts | undefined;
  /** Set where the name is a parameter, or a part of one. */
  readonly parameter: { readonly index: number; readonly path: readonly PathStep[] } | undefined;
}
