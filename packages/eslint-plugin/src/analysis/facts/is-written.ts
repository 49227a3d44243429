import type { Binding } from './binding.js';
import { nestedFunctions } from './function-facts.js';
import { rootBindingOf } from './root.js';

const known = new WeakMap<Binding, boolean>();

/** Whether the name, or a member of what it holds, is given another value after its declaration. */
export function isWritten(binding: Binding): boolean {
  const answer =
    known.get(binding) ??
    nestedFunctions(binding.owner).some(({ assignments }) =>
      assignments.some(({ target }) => rootBindingOf(target) === binding),
    );
  known.set(binding, answer);
  return answer;
}
