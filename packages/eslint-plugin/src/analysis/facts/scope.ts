import type { Binding } from './binding.js';

/** Names that one block, function or module declares. */
export class Scope {
  readonly bindings = new Map<string, Binding>();

  constructor(
    readonly parent: Scope | undefined,
    /** Whether `var` and hoisted functions land here. */
    readonly isFunction: boolean,
  ) {}

  /** The innermost declaration of `name` that code in this scope can see. */
  find(name: string): Binding | undefined {
    let scope: Scope | undefined = this as Scope;
    while (scope) {
      const binding = scope.bindings.get(name);
      if (binding) return binding;
      scope = scope.parent;
    }
    return undefined;
  }

  /** The scope in which `var` declares. */
  functionScope(): Scope {
    let scope: Scope = this as Scope;
    while (!scope.isFunction && scope.parent) scope = scope.parent;
    return scope;
  }
}
