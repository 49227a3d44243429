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
    return this.bindings.get(name) ?? this.parent?.find(name);
  }

  /** The scope in which `var` declares. */
  functionScope(): Scope {
    return this.isFunction || !this.parent ? this : this.parent.functionScope();
  }
}
