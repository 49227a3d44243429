import type { Binding } from './binding.js';
import type { FunctionFacts } from './function-facts.js';

/** What every list is that holds nothing: most do, and there are many. */
export const NONE: readonly never[] = Object.freeze([]);

/** `list` without the room to grow that adding to it made: for one item that is room for sixteen others. */
export function exact<Item>(list: readonly Item[]): Item[] {
  return list.length === 0 ? (NONE as unknown as Item[]) : list.slice();
}

type Open<Facts> = { -readonly [Key in keyof Facts]: Facts[Key] };

/** Takes the room to grow from the lists of a function of which everything is collected. */
export function sealFunction(fn: FunctionFacts): void {
  const open: Open<FunctionFacts> = fn;
  open.parameters = exact(fn.parameters);
  open.names = exact(fn.names);
  open.returns = exact(fn.returns);
  open.calls = exact(fn.calls);
  open.awaitedMembers = exact(fn.awaitedMembers);
  open.awaitedNames = exact(fn.awaitedNames);
  open.assignments = exact(fn.assignments);
  open.exits = exact(fn.exits);
  for (const name of fn.names) sealBinding(name);
}

function sealBinding(binding: Binding): void {
  const open: Open<Binding> = binding;
  open.references = exact(binding.references);
  open.handed = exact(binding.handed);
  open.sources = exact(binding.sources);
}
