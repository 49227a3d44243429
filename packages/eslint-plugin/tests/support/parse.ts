import { parse } from '@typescript-eslint/parser';
import { collectModule } from '../../src/analysis/facts/collect-module.js';
import type { ModuleFacts } from '../../src/analysis/facts/module-facts.js';
import type { NodeOf } from '../../src/analysis/facts/syntax.js';

/** The syntax tree that ESLint hands to rules, as typescript-eslint makes it. */
export function programOf(file: string, text: string): NodeOf<'Program'> {
  const program: unknown = parse(text, { range: true, loc: true, sourceType: 'module', jsx: file.endsWith('x') });
  return program as NodeOf<'Program'>;
}

/** The facts of `text`, collected from the tree of ESLint's parser. */
export function moduleOf(text: string, file = '/project/module.ts'): ModuleFacts {
  return collectModule(file, text, programOf(file, text));
}
