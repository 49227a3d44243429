import type { Binding } from './binding.js';
import type { ClassFacts } from './class-facts.js';
import type { FunctionFacts } from './function-facts.js';
import type { Attempt, Guard, Loop } from './loop.js';
import type { ModuleFacts } from './module-facts.js';
import type { TypeReference } from './type-reference.js';

/** What becomes of an expression's value, as far as it tells whether a promise is waited for or a lazy value is used. */
export type Use = 'await' | 'return' | 'statement' | 'value';

export interface ReferenceExpression {
  readonly kind: 'reference';
  readonly name: string;
  /** Undefined for a global. */
  binding: Binding | undefined;
  readonly start: number;
  readonly end: number;
}

export interface MemberExpression {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where the member's name starts. */
  readonly nameStart: number;
  readonly loop: Loop | undefined;
  readonly owner: FunctionFacts;
  use: Use;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly isNew: boolean;
  /** A template literal behind its tag: the first argument is the text, the others are what fills its holes. */
  readonly isTag?: boolean;
  readonly typeArgs: readonly TypeReference[];
  readonly start: number;
  readonly end: number;
  readonly owner: FunctionFacts;
  readonly loop: Loop | undefined;
  readonly guard: Guard | undefined;
  /** The innermost `try` around it whose handler goes on. */
  readonly attempt?: Attempt | undefined;
  use: Use;
  /** Nobody looks at what it gives, or at what that brings when it is awaited. */
  isDiscarded?: boolean;
  /** What stands behind the `void` that it is part of: `tell(user).catch(log)` for `tell(user)`. */
  voided?: CallExpression;
}

/** Text with holes. */
export interface TemplateExpression {
  readonly kind: 'template';
  readonly texts: readonly string[];
  readonly parts: readonly Expression[];
}

export interface ObjectExpression {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Expression>;
  /** Spread values, in their order. */
  readonly others: readonly Expression[];
  /** Computed keys. */
  readonly keys: readonly Expression[];
  /** Values under keys that the code does not show: any of them may stand behind any name. */
  readonly unnamed: readonly Expression[];
  /** Those of them that are assigned, with the key: `object[key] = value`. */
  readonly keyed?: readonly { readonly key: Expression; readonly value: Expression }[];
}

export interface ArrayExpression {
  readonly kind: 'array';
  readonly items: readonly Expression[];
}

/** An expression as data. What cannot lead to a function, a class or a query is kept only for its parts. */
export type Expression =
  | ReferenceExpression
  | MemberExpression
  | CallExpression
  | TemplateExpression
  | ObjectExpression
  | ArrayExpression
  | { readonly kind: 'this'; readonly owner: FunctionFacts }
  | { readonly kind: 'super'; readonly owner: FunctionFacts }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
  | { readonly kind: 'function'; readonly function: FunctionFacts }
  | { readonly kind: 'class'; readonly class: ClassFacts }
  | { readonly kind: 'await'; readonly value: Expression }
  | { readonly kind: 'spread'; readonly value: Expression }
  | { readonly kind: 'cast'; readonly value: Expression; readonly type: TypeReference; readonly module: ModuleFacts }
  /** True where `value` is absent, false or nothing; exactly then if `isExact`, else `value` is compared with one of these. */
  | { readonly kind: 'not'; readonly value: Expression; readonly isExact?: true }
  | { readonly kind: 'either'; readonly options: readonly Expression[]; readonly test: Expression | undefined }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'literal' }
  | { readonly kind: 'other'; readonly parts: readonly Expression[] };

/** An object that holds `properties` and nothing else. */
export function objectWith(properties: ReadonlyMap<string, Expression>): ObjectExpression {
  return { kind: 'object', properties, others: [], keys: [], unnamed: [] };
}

export const LITERAL: Expression = { kind: 'literal' };

/** The literal `false`, which switches an option off. */
export const FALSE: Expression = { kind: 'literal' };

/** The literal `true`. */
export const TRUE: Expression = { kind: 'literal' };

/** The literal `null`. */
export const NULL: Expression = { kind: 'literal' };

/** The name `undefined`, and what is not given at all. */
export const UNDEFINED: Expression = { kind: 'literal' };

/** Lists the expressions that `expression` is directly made of, not the bodies of functions. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'object':
      return [...expression.properties.values(), ...expression.others, ...expression.keys, ...expression.unnamed];
    case 'array':
      return expression.items;
    case 'await':
    case 'not':
    case 'spread':
    case 'cast':
      return [expression.value];
    case 'either':
      return expression.test ? [expression.test, ...expression.options] : expression.options;
    case 'template':
    case 'other':
      return expression.parts;
    default:
      return [];
  }
}
