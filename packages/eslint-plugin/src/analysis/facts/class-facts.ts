import type { Expression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';
import type { ModuleFacts } from './module-facts.js';
import type { TypeReference } from './type-reference.js';

export interface ClassMember {
  readonly kind: 'method' | 'getter' | 'property';
  readonly function: FunctionFacts | undefined;
  /** It has no code of its own: a class that extends this one brings it. */
  readonly isAbstract?: boolean;
  readonly type: TypeReference | undefined;
  /** The initial value of a property, and what the class's own methods assign to it. */
  readonly values: Expression[];
  readonly decorators: readonly Expression[];
}

export interface ClassFacts {
  readonly module: ModuleFacts;
  readonly name: string | undefined;
  readonly superClass: Expression | undefined;
  readonly superArgs: readonly TypeReference[];
  readonly implements: readonly TypeReference[];
  readonly typeParameters: readonly string[];
  readonly decorators: readonly Expression[];
  readonly members: Map<string, ClassMember>;
  readonly statics: Map<string, ClassMember>;
  constructorFunction: FunctionFacts | undefined;
  /** What makes the initial values of its properties, as part of `new`. */
  initialiser: FunctionFacts | undefined;
  /** The same of its static properties. */
  staticInitialiser: FunctionFacts | undefined;
}
