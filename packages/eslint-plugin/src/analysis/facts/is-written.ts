import type { Binding } from './binding.js';
import { nestedFunctions } from './function-facts.js';
import { keptFor } from './kept-for.js';
import { rootBindingOf } from './root.js';

/** Whether the name, or a member of what it holds, is given another value after its declaration. */
export const isWritten = keptFor((binding: Binding): boolean =>
  nestedFunctions(binding.owner).some(({ assignments }) =>
    assignments.some(({ target }) => rootBindingOf(target) === binding),
  ),
);
