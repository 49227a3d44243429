import type { Binding } from './binding.js';
import type { ClassFacts } from './class-facts.js';
import type { Expression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';
import type { TypeDeclaration } from './type-reference.js';

/** Where an exported name comes from. */
export type Export =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'from'; readonly specifier: string; readonly name: string };

/** The name under which `module.exports = …` and `export = …` are kept. */
export const WHOLE_MODULE = '=';

/** The name of everything that a module exports, as in `import * as name` and `export * as name`. */
export const NAMESPACE = '*';

/** What one source file holds, as data: no syntax tree is kept. */
export interface ModuleFacts {
  /** Absolute path. */
  readonly file: string;
  /** Offsets of the first character of each line, in UTF-16 units. */
  readonly lineStarts: readonly number[];
  /** Names declared at the top of the file, imports included. */
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Interfaces and type aliases, wherever they stand in the file. */
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  readonly exports: ReadonlyMap<string, Export>;
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
  /** Every function, in the order in which they start; the first one is the code at the top of the file. */
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
}

/** Answers which line, from 1, holds the character at `offset`. */
export function lineOf(module: ModuleFacts, offset: number): number {
  const { lineStarts } = module;
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
