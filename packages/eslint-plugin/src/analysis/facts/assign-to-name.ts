import type { Binding } from './binding.js';
import type { ClassFacts } from './class-facts.js';
import type { Expression, ObjectExpression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';
import type { ModuleFacts } from './module-facts.js';

/** An object that is still being put together. */
interface OpenObject extends ObjectExpression {
  readonly properties: Map<string, Expression>;
  readonly unnamed: Expression[];
  readonly keyed: { key: Expression; value: Expression }[];
}

function emptyClass(module: ModuleFacts, name: string): ClassFacts {
  return {
    module,
    name,
    superClass: undefined,
    superArgs: [],
    implements: [],
    typeParameters: [],
    decorators: [],
    members: new Map(),
    statics: new Map(),
    constructorFunction: undefined,
    initialiser: undefined,
    staticInitialiser: undefined,
  };
}

/** The class or function that a name is declared as. */
function declaredAs<Kind extends 'class' | 'function'>(
  { sources }: Binding,
  kind: Kind,
): Extract<Expression, { kind: Kind }> | undefined {
  return sources
    .map(({ value }) => value)
    .find((value): value is Extract<Expression, { kind: Kind }> => value.kind === kind);
}

/** The class whose prototype `binding` has: its own, or the one that a constructor function or a library's model becomes. */
function prototypeOf(binding: Binding, module: ModuleFacts): ClassFacts {
  if (binding.prototype) return binding.prototype;
  const written = declaredAs(binding, 'class')?.class;
  const cls = written ?? emptyClass(module, binding.name);
  binding.prototype = cls;
  const constructor = declaredAs(binding, 'function')?.function;
  if (!written && constructor) {
    cls.constructorFunction = constructor;
    constructor.constructs = cls;
    constructor.owner ??= cls;
  }
  return cls;
}

function own(fn: FunctionFacts, holder: ClassFacts | ObjectExpression, isStatic: boolean): void {
  if (fn.isArrow || fn.owner) return;
  fn.owner = holder;
  fn.isStatic = isStatic;
}

function addMember(cls: ClassFacts, name: string, value: Expression, isStatic: boolean): void {
  const members = isStatic ? cls.statics : cls.members;
  const known = members.get(name);
  if (value.kind === 'function') own(value.function, cls, isStatic);
  if (known?.kind === 'property') known.values.push(value);
  else if (!known)
    members.set(name, { kind: 'property', function: undefined, type: undefined, values: [value], decorators: [] });
}

function openObject(binding: Binding): OpenObject {
  binding.assigned ??= {
    kind: 'object',
    properties: new Map(),
    others: [],
    keys: [],
    unnamed: [],
    keyed: [],
  } as OpenObject;
  return binding.assigned as OpenObject;
}

function addProperty(binding: Binding, name: string | undefined, value: Expression, key?: Expression): void {
  const object = openObject(binding);
  if (value.kind === 'function') own(value.function, object, false);
  if (name === undefined) {
    object.unnamed.push(value);
    if (key) object.keyed.push({ key, value });
  } else {
    const known = object.properties.get(name);
    object.properties.set(name, known ? { kind: 'either', options: [known, value], test: undefined } : value);
  }
}

/** The name in `name.prototype`. */
function prototypeHolder(target: Expression): Binding | undefined {
  const { object } = target.kind === 'member' && target.name === 'prototype' ? target : { object: undefined };
  return object?.kind === 'reference' ? object.binding : undefined;
}

/** Whether the value is made here: what a parameter or an import stands for is put together elsewhere. */
function isOwn({ imported, parameter }: Binding): boolean {
  return !imported && !parameter;
}

/**
 * Keeps what is assigned to a member of a named value, as JavaScript puts registries and classes together:
 * `models.User = User`, `models[name] = load(name)`, `User.prototype.save = function () {}`, `User.prototype = {}`.
 */
export function assignToName(target: Expression, value: Expression, module: ModuleFacts): void {
  if (target.kind !== 'member' && target.kind !== 'index') return;
  const { object } = target;
  const name = target.kind === 'member' ? target.name : undefined;
  const holder = prototypeHolder(object);
  if (holder && name !== undefined) addMember(prototypeOf(holder, module), name, value, false);
  const replaced = prototypeHolder(target);
  if (replaced && value.kind === 'object')
    for (const [key, member] of value.properties) addMember(prototypeOf(replaced, module), key, member, false);
  else if (object.kind === 'reference' && object.binding && isOwn(object.binding) && !replaced) {
    const cls = declaredAs(object.binding, 'class')?.class;
    if (cls && name !== undefined) addMember(cls, name, value, true);
    else addProperty(object.binding, name, value, target.kind === 'index' ? target.index : undefined);
  }
}
