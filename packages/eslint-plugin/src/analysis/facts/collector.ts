import { assignToName } from './assign-to-name.js';
import type { Binding, BindingSource, ImportedName, PathStep } from './binding.js';
import type { ClassFacts } from './class-facts.js';
import { collectExpression } from './collect-expression.js';
import { collectStatement } from './collect-statement.js';
import type { CallExpression, Expression, MemberExpression, ReferenceExpression, Use } from './expression.js';
import type { Assignment, FunctionFacts } from './function-facts.js';
import type { JsDocs } from './js-doc.js';
import type { Attempt, Guard, Loop } from './loop.js';
import type { Export, ModuleFacts } from './module-facts.js';
import { Scope } from './scope.js';
import type { Node } from './syntax.js';
import type { TypeDeclaration, TypeReference } from './type-reference.js';

interface BindingOptions {
  readonly isConstant?: boolean;
  readonly type?: TypeReference | undefined;
  readonly source?: BindingSource | undefined;
  readonly imported?: ImportedName;
  readonly parameter?: { readonly index: number; readonly path: readonly PathStep[] };
}

/** The module under collection, still open for additions. */
export interface OpenModule extends ModuleFacts {
  readonly bindings: Map<string, Binding>;
  readonly types: Map<string, TypeDeclaration>;
  readonly exports: Map<string, Export>;
  readonly stars: string[];
  readonly functions: FunctionFacts[];
  readonly classes: ClassFacts[];
}

/** Notes that nobody looks at what `expression` gives. */
export function discard(expression: Expression): void {
  if (expression.kind === 'call') expression.isDiscarded = true;
  else if (expression.kind === 'cast' || expression.kind === 'await') discard(expression.value);
  else if (expression.kind === 'either') expression.options.forEach(discard);
}

/** Notes that `expression` stands behind `void`, with the calls that it goes on from. */
export function markVoided(expression: Expression, voided?: CallExpression): void {
  if (expression.kind === 'cast') markVoided(expression.value, voided);
  if (expression.kind !== 'call') return;
  expression.voided = voided ?? expression;
  if (expression.callee.kind === 'member') markVoided(expression.callee.object, expression.voided);
}

/** Where the walk through one file stands, and what it has found so far. */
export class Collector {
  scope: Scope;
  loop: Loop | undefined = undefined;
  guard: Guard | undefined = undefined;
  attempt: Attempt | undefined = undefined;
  /** Whether `break` ends a switch, not the loop around it. */
  isSwitch = false;
  /** The label in front of the statement that comes next. */
  label: string | undefined = undefined;
  function: FunctionFacts;
  /** References of which only a member is read. */
  readonly #read = new Set<Expression>();
  readonly #references: { expression: ReferenceExpression; scope: Scope }[] = [];
  readonly #assignments: { assignment: Assignment; path: readonly PathStep[] }[] = [];

  constructor(
    readonly module: OpenModule,
    top: FunctionFacts,
    readonly docs: JsDocs,
  ) {
    this.scope = new Scope(undefined, true);
    this.function = top;
  }

  expression(node: Node | null | undefined, use: Use = 'value'): Expression {
    const expression = collectExpression(node, this);
    if (use !== 'value') this.markUse(expression, use);
    return expression;
  }

  statement(node: Node | null | undefined): void {
    collectStatement(node, this);
  }

  /** Tells `expression`, and the branches it chooses between, what becomes of its value. */
  markUse(expression: Expression, use: Use): void {
    if (expression.kind === 'call' || expression.kind === 'member') {
      if (expression.use === 'value' || expression.use === 'statement') expression.use = use;
      if (expression.kind === 'member' && use !== 'statement') this.function.awaitedMembers.push(expression);
    } else if (expression.kind === 'reference') {
      if (use === 'await' || use === 'return')
        this.function.awaitedNames.push({ reference: expression, use, ...this.#place() });
    } else if (expression.kind === 'either') {
      for (const option of expression.options) this.markUse(option, use);
    } else if (expression.kind === 'cast') this.markUse(expression.value, use);
    else if (expression.kind === 'array' && use !== 'statement')
      for (const item of expression.items) this.markUse(item, use);
  }

  #place(): { loop: Loop | undefined; guard: Guard | undefined; owner: FunctionFacts } {
    return { loop: this.loop, guard: this.guard, owner: this.function };
  }

  reference(name: string, start: number, end: number): ReferenceExpression {
    const expression: ReferenceExpression = { kind: 'reference', name, binding: undefined, start, end };
    this.#references.push({ expression, scope: this.scope });
    return expression;
  }

  /** Notes that a member of `object` is read, and nothing else is done with it. */
  readsOf(object: Expression): void {
    if (object.kind === 'reference') this.#read.add(object);
  }

  /** Notes that more is done with a member than to read it: it is called, counted up or deleted. */
  changes(member: Expression): void {
    if (member.kind === 'member' || member.kind === 'index') this.#read.delete(member.object);
  }

  declare(name: string, options: BindingOptions, scope = this.scope): Binding {
    const known = scope.bindings.get(name);
    if (known) {
      if (options.source) known.sources.push(options.source);
      known.type ??= options.type;
      return known;
    }
    const binding: Binding = {
      name,
      owner: this.function,
      loop: this.loop,
      isConstant: options.isConstant ?? false,
      type: options.type,
      sources: options.source ? [options.source] : [],
      references: [],
      handed: [],
      imported: options.imported,
      assigned: undefined,
      prototype: undefined,
      parameter: options.parameter,
    };
    scope.bindings.set(name, binding);
    this.function.names.push(binding);
    return binding;
  }

  assign(target: Expression, value: Expression, path: readonly PathStep[] = [], type?: TypeReference): void {
    const assignment: Assignment = { target, value, type, loop: this.loop, guard: this.guard };
    this.function.assignments.push(assignment);
    this.#assignments.push({ assignment, path });
  }

  call(call: CallExpression): CallExpression {
    call.owner.calls.push(call);
    const functions = [call.callee, ...call.args].map((part) => (part.kind === 'function' ? part.function : undefined));
    functions.forEach((written, position) => {
      if (written) written.argumentOf = { call, index: position - 1 };
    });
    return call;
  }

  /** Runs `collect` for the code of `fn`. */
  inFunction<T>(fn: FunctionFacts, collect: () => T): T {
    const { function: outer, loop, guard, attempt, isSwitch } = this;
    Object.assign(this, { function: fn, loop: undefined, guard: undefined, attempt: undefined, isSwitch: false });
    try {
      return collect();
    } finally {
      Object.assign(this, { function: outer, loop, guard, attempt, isSwitch });
    }
  }

  /** Runs `collect` in a scope of its own. */
  within<T>(collect: () => T, isFunction = false): T {
    const { scope, guard } = this;
    this.scope = new Scope(scope, isFunction);
    try {
      return collect();
    } finally {
      this.scope = scope;
      this.guard = guard;
    }
  }

  /** Runs `collect` for code that runs only if `condition` lets it: where it is true or not, as `when` says. */
  guarded<T>(condition: Expression, collect: () => T, when?: boolean): T {
    const { guard } = this;
    this.guard = { condition, parent: guard, ...(when === undefined ? {} : { when }) };
    try {
      return collect();
    } finally {
      this.guard = guard;
    }
  }

  /** Runs `collect` for the block of a `try` whose handler goes on. */
  attempted(collect: () => void): void {
    const { attempt } = this;
    this.attempt = { loop: this.loop, parent: attempt };
    try {
      collect();
    } finally {
      this.attempt = attempt;
    }
  }

  inLoop(loop: Loop, collect: () => void): void {
    const { loop: outer, isSwitch } = this;
    Object.assign(this, { loop, isSwitch: false });
    try {
      this.within(collect);
    } finally {
      Object.assign(this, { loop: outer, isSwitch });
    }
  }

  /** Runs `collect` for the cases of a switch, which share a scope. */
  inSwitch(collect: () => void): void {
    const { isSwitch } = this;
    this.isSwitch = true;
    try {
      this.within(collect);
    } finally {
      this.isSwitch = isSwitch;
    }
  }

  /** Links names to declarations and values to names, once all declarations of the file are known. */
  finish(): void {
    for (const { expression, scope } of this.#references) {
      expression.binding = scope.find(expression.name);
      expression.binding?.references.push(expression.start);
      if (!this.#read.has(expression)) expression.binding?.handed.push(expression.start);
    }
    for (const { assignment, path } of this.#assignments) {
      const { target, value } = assignment;
      if (target.kind === 'reference') target.binding?.sources.push({ value, path });
      else assignToName(target, value, this.module);
    }
    for (const { assignment } of this.#assignments) {
      const { target } = assignment;
      if (target.kind === 'member' && target.object.kind === 'this')
        this.#assignMember(target, target.object.owner, assignment);
    }
    for (const [name, binding] of this.scope.bindings) this.module.bindings.set(name, binding);
  }

  #assignMember(target: MemberExpression, method: FunctionFacts, { value, type }: Assignment): void {
    const { owner } = method;
    if (!owner || !('members' in owner)) return;
    const members = method.isStatic ? owner.statics : owner.members;
    const known = members.get(target.name);
    if (known) known.values.push(value);
    else
      members.set(target.name, {
        kind: 'property',
        function: undefined,
        type,
        values: [value],
        decorators: [],
      });
  }
}
