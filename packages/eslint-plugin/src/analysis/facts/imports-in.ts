import type { Binding } from './binding.js';
import type { CallExpression, Expression } from './expression.js';
import { globalName } from './global-name.js';
import { keptFor } from './kept-for.js';
import type { Export, ModuleFacts } from './module-facts.js';

/** How a file gets at others. */
export interface Imports {
  /** What it exports of other files, `export *` apart. */
  readonly passedOn: readonly Extract<Export, { kind: 'from' }>[];
  /** Names that are imported, or given what is required. */
  readonly bindings: readonly Binding[];
  /** `require('./file')` and `import('./file')` whose value is looked at. */
  readonly required: readonly CallExpression[];
}

/** `./file` in `require('./file')`, `import('./file')` and `await import('./file')`; undefined for anything else. */
export function specifierOf(expression: Expression): string | undefined {
  if (expression.kind === 'await') return specifierOf(expression.value);
  if (expression.kind !== 'call') return undefined;
  const [specifier] = expression.args;
  const name = globalName(expression.callee);
  return (name === 'require' || name === 'import') && specifier?.kind === 'string' ? specifier.value : undefined;
}

/** Lists how a file gets at others. */
export const importsIn = keptFor(({ functions, exports }: ModuleFacts): Imports => ({
  passedOn: [...exports.values()].filter((exported) => exported.kind === 'from'),
  bindings: functions
    .flatMap(({ names }) => names)
    .filter(({ imported, sources }) => imported ?? sources.some(({ value }) => specifierOf(value) !== undefined)),
  required: functions
    .flatMap(({ calls }) => calls)
    .filter((call) => !call.isDiscarded && specifierOf(call) !== undefined),
}));
