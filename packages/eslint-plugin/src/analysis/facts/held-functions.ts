import type { Binding } from './binding.js';
import type { Expression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';
import { keptFor } from './kept-for.js';
import { type ModuleFacts, WHOLE_MODULE } from './module-facts.js';

/** The names by which a file exports a function, and the offsets of the references that do so. */
export interface ExportedAs {
  readonly names: ReadonlySet<string>;
  readonly references: ReadonlySet<number>;
}

const NOT_EXPORTED: ExportedAs = { names: new Set(), references: new Set() };

/** What calling `expression` runs: a function, or the constructor of a class. */
function runBy(expression: Expression): readonly FunctionFacts[] {
  if (expression.kind === 'function') return [expression.function];
  const built = expression.kind === 'class' ? expression.class.constructorFunction : undefined;
  return built ? [built] : [];
}

const heldBy = ({ sources }: Binding): readonly FunctionFacts[] =>
  sources.flatMap(({ value, path }) => (path.length === 0 ? runBy(value) : []));

const exportedIn = keptFor(({ exports, bindings }: ModuleFacts): ReadonlyMap<FunctionFacts, ExportedAs> => {
  const found = new Map<FunctionFacts, { names: Set<string>; references: Set<number> }>();
  const note = (name: string, held: readonly FunctionFacts[], reference?: number): void => {
    for (const fn of held) {
      const known = found.get(fn) ?? { names: new Set(), references: new Set() };
      found.set(fn, known);
      known.names.add(name);
      if (reference !== undefined) known.references.add(reference);
    }
  };
  const noteValue = (name: string, value: Expression): void => {
    if (value.kind !== 'reference') note(name, runBy(value));
    else if (value.binding) note(name, heldBy(value.binding), value.start);
  };
  for (const [name, exported] of exports) {
    const binding = exported.kind === 'local' ? bindings.get(exported.name) : undefined;
    if (binding) note(name, heldBy(binding));
    if (exported.kind !== 'value') continue;
    noteValue(name, exported.value);
    if (name === WHOLE_MODULE && exported.value.kind === 'object')
      for (const [key, value] of exported.value.properties) noteValue(key, value);
  }
  return found;
});

/** How the file of `fn` exports it, be it a function or the constructor of a class. */
export function exportedAs(fn: FunctionFacts): ExportedAs {
  return exportedIn(fn.module).get(fn) ?? NOT_EXPORTED;
}

const holdersIn = keptFor(({ names }: FunctionFacts): ReadonlyMap<FunctionFacts, Binding> => {
  const holders = new Map<FunctionFacts, Binding>();
  for (const binding of names) for (const fn of heldBy(binding)) if (!holders.has(fn)) holders.set(fn, binding);
  return holders;
});

/** The name that holds `fn`, or the class that it constructs, where it is written. */
export function holderOf(fn: FunctionFacts): Binding | undefined {
  return fn.parent && holdersIn(fn.parent).get(fn);
}
