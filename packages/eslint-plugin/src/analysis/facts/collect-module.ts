import { emptyFunction } from './collect-function.js';
import { Collector, type OpenModule } from './collector.js';
import { isCommonJsExports } from './common-js.js';
import { jsDocsOf } from './js-doc.js';
import { type ModuleFacts, WHOLE_MODULE } from './module-facts.js';
import { exact, sealFunction } from './seal.js';
import { type NodeOf, endOf } from './syntax.js';

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return exact(starts);
}

/** Turns assignments to `module.exports` and `exports.name` into exports. */
function collectCommonJsExports(module: OpenModule): void {
  for (const fn of module.functions) {
    for (const { target, value } of fn.assignments) {
      if (isCommonJsExports(target)) module.exports.set(WHOLE_MODULE, { kind: 'value', value });
      else if (target.kind === 'member' && isCommonJsExports(target.object))
        module.exports.set(target.name, { kind: 'value', value });
    }
  }
}

/**
 * Collects what a source file holds.
 *
 * @param program - The syntax tree of ESLint's parser or of oxc-parser; it is not kept.
 */
export function collectModule(file: string, text: string, program: NodeOf<'Program'>): ModuleFacts {
  const module: OpenModule = {
    file,
    lineStarts: lineStartsOf(text),
    bindings: new Map(),
    types: new Map(),
    exports: new Map(),
    stars: [],
    functions: [],
    classes: [],
  };
  const top = emptyFunction(module, 0, endOf(program));
  module.functions.push(top);
  const docs = jsDocsOf(file, text, program);
  for (const declaration of docs.declarations) module.types.set(declaration.name, declaration);
  const collector = new Collector(module, top, docs);
  for (const statement of program.body) collector.statement(statement);
  collector.finish();
  collectCommonJsExports(module);
  module.functions.forEach(sealFunction);
  return module;
}
