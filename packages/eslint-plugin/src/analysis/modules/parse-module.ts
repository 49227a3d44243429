import { parseSync } from 'oxc-parser';
import { collectModule } from '../facts/collect-module.js';
import type { ModuleFacts } from '../facts/module-facts.js';

function languageOf(file: string): 'ts' | 'tsx' | 'jsx' {
  if (/\.[cm]?ts$/.test(file)) return 'ts';
  return file.endsWith('.tsx') ? 'tsx' : 'jsx';
}

/** Collects a file's facts from its text; undefined where nothing of it can be parsed. */
export function parseModule(file: string, text: string): ModuleFacts | undefined {
  const { program, errors, comments } = parseSync(file, text, {
    lang: languageOf(file),
    astType: 'ts',
    preserveParens: false,
  });
  if (errors.length > 0 && program.body.length === 0) return undefined;
  return collectModule(file, text, { ...program, comments } as typeof program);
}
