import type { RowHookFacts } from '../../orms/per-row/row-hook-facts.js';
import { ROW_HOOK_NAMES, rowHooksOf } from '../../orms/per-row/known-row-hooks.js';
import type { ClassFacts, ClassMember } from '../facts/class-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { TypeReference } from '../facts/type-reference.js';
import type { Evaluator } from '../values/evaluator.js';
import type { RowMember } from './row-member.js';

/** How many superclasses are looked through. */
const MAX_ANCESTORS = 8;

type HookBy<By extends RowHookFacts['by']> = Extract<RowHookFacts, { by: By }>;

interface LibraryName {
  readonly package: string;
  readonly name: string;
}

const member = (fn: FunctionFacts, { row, runs }: RowHookFacts): RowMember => ({
  function: fn,
  row,
  runner: { kind: 'library', runs },
  certainty: 'certain',
});

/** Finds what libraries run for each row in one file. */
export class LibraryHooks {
  constructor(readonly evaluator: Evaluator) {}

  in(module: ModuleFacts): readonly RowMember[] {
    return [
      ...module.classes.flatMap((cls) => this.#inClass(cls)),
      ...module.functions.flatMap(({ calls }) => calls.flatMap((call) => this.#inCall(call))),
    ];
  }

  #inClass(cls: ClassFacts): RowMember[] {
    const found: RowMember[] = [];
    for (const [name, declared] of cls.members) {
      for (const decorator of declared.decorators) found.push(...this.#decorated(declared, decorator));
      if (declared.kind === 'method' && declared.function && ROW_HOOK_NAMES.has(name)) {
        const fn = declared.function;
        for (const parent of this.#heritage(cls))
          for (const hook of hooksBy('method', parent.package))
            if (hook.of.includes(parent.name) && hook.names.includes(name)) found.push(member(fn, hook));
      }
    }
    return found;
  }

  #decorated({ kind, function: fn }: ClassMember, decorator: Expression): RowMember[] {
    if (decorator.kind !== 'call' || !ROW_HOOK_NAMES.has(importedName(decorator.callee) ?? '')) return [];
    return this.#namesOf(decorator.callee).flatMap(({ package: from, name }) => [
      ...hooksBy('decorator', from).flatMap((hook) =>
        fn && kind !== 'property' && hook.names.includes(name) ? [member(fn, hook)] : [],
      ),
      ...hooksBy('decorator-argument', from).flatMap((hook) =>
        hook.names.includes(name) ? decorator.args.flatMap(functionsIn).map((written) => member(written, hook)) : [],
      ),
    ]);
  }

  #inCall(call: CallExpression): RowMember[] {
    const { callee } = call;
    if (callee.kind !== 'member' || call.args.length === 0 || !ROW_HOOK_NAMES.has(callee.name)) return [];
    // Most methods of these names are others': what they are given tells before anything is looked up.
    if (!call.args.some((argument) => argument.kind === 'function' || argument.kind === 'object')) return [];
    return this.evaluator.evaluate(callee).flatMap((value) => {
      if (value.kind !== 'method') return [];
      const { orm, role } = value.handle;
      return hooksOf('argument', orm.rows).flatMap((hook) => {
        const [event] = call.args;
        const argument = call.args[hook.argument];
        if (hook.method !== callee.name || orm.roles[hook.role] !== role || !argument) return [];
        if (hook.event !== undefined && !(event?.kind === 'string' && event.value === hook.event)) return [];
        return functionsAt(argument, hook.path ?? []).map((fn) => member(fn, hook));
      });
    });
  }

  /** What the class extends or implements of libraries, also through classes of the project. */
  #heritage(cls: ClassFacts, depth = 0): readonly LibraryName[] {
    const implemented = cls.implements.flatMap((type) => this.#typeName(type, cls.module));
    if (!cls.superClass || depth > MAX_ANCESTORS) return implemented;
    const inherited = this.evaluator.evaluate(cls.superClass).flatMap((parent) => {
      if (parent.kind === 'class') return this.#heritage(parent.class, depth + 1);
      return parent.kind === 'external' ? [{ package: parent.package, name: parent.path.at(-1) ?? 'default' }] : [];
    });
    return [...implemented, ...inherited];
  }

  #typeName(type: TypeReference, module: ModuleFacts): readonly LibraryName[] {
    if (type.kind !== 'named') return [];
    const binding = module.bindings.get(type.path[0] ?? '');
    const target = binding && this.evaluator.project.importTarget(module, binding);
    if (target?.kind !== 'package') return [];
    return [{ package: target.package, name: type.path.length > 1 ? (type.path.at(-1) ?? '') : target.name }];
  }

  #namesOf(callee: Expression): readonly LibraryName[] {
    return this.evaluator
      .evaluate(callee)
      .flatMap((value) =>
        value.kind === 'external' ? [{ package: value.package, name: value.path.at(-1) ?? 'default' }] : [],
      );
  }
}

function hooksOf<By extends RowHookFacts['by']>(by: By, hooks: readonly RowHookFacts[] = []): HookBy<By>[] {
  return hooks.filter((hook): hook is HookBy<By> => hook.by === by);
}

const hooksBy = <By extends RowHookFacts['by']>(by: By, packageName: string): HookBy<By>[] =>
  hooksOf(by, rowHooksOf(packageName));

/** The name under which the package exports what `callee` names. */
function importedName(callee: Expression): string | undefined {
  if (callee.kind === 'member') return callee.name;
  return callee.kind === 'reference' ? (callee.binding?.imported?.name ?? callee.name) : undefined;
}

/** Functions written right there, or among the values of an object. */
function functionsIn(argument: Expression): FunctionFacts[] {
  if (argument.kind === 'function') return [argument.function];
  return argument.kind === 'object' ? [...argument.properties.values()].flatMap(functionsIn) : [];
}

function functionsAt(argument: Expression, path: readonly string[]): FunctionFacts[] {
  const [key, ...rest] = path;
  if (key === undefined) return argument.kind === 'function' ? [argument.function] : [];
  if (argument.kind !== 'object') return [];
  const parts = key === '*' ? [...argument.properties.values()] : [argument.properties.get(key)];
  return parts.flatMap((part) => (part ? functionsAt(part, rest) : []));
}
