import { exportOf, ormOfPackage } from '../../orms/known-orms.js';
import type { MemberFacts, RoleFacts } from '../../orms/orm-facts.js';
import type { ClassMember } from '../facts/class-facts.js';
import { applyReturned } from './apply-returned.js';
import type { Evaluator } from './evaluator.js';
import { entriesNamed } from './entries.js';
import { heirOf, implementationsOf } from './implementation.js';
import { parentInstances } from './inheritance.js';
import { injectedInto } from './provided.js';
import { keyedValues } from './keyed-values.js';
import {
  type ClassValue,
  type HandleValue,
  type InstanceValue,
  type ObjectValue,
  type ShapeValue,
  type Value,
  anInstance,
  union,
} from './value.js';

const CALLERS = new Set(['call', 'apply', 'bind']);

function ofClassMember(
  member: ClassMember,
  { class: holder, environment }: ClassValue | InstanceValue,
  self: readonly Value[],
  evaluator: Evaluator,
): readonly Value[] {
  if (member.kind === 'method' && member.function)
    return [{ kind: 'function', function: member.function, self, outer: environment }];
  const given = union(...member.values.map((value) => evaluator.evaluate(value, environment)));
  const declared = member.type ? evaluator.ofType(member.type, holder.module) : [];
  // What is kept there tells more than an interface or signature that it keeps to.
  const isInterface = declared.every(({ kind }) => kind === 'shape' || kind === 'signature');
  const brought = given.length === 0 ? injectedInto(member, holder, declared, evaluator) : given;
  const values = brought.length > 0 && (isInterface || given.length === 0) ? brought : declared;
  const got =
    member.kind === 'getter' && values.length === 0
      ? (member.function?.returns ?? []).map((value) => evaluator.evaluate(value, environment))
      : [];
  return union(values, ...got).map((value) => withSelf(value, self));
}

/** A function that is taken from an object has it as `this`, unless it was bound before. */
function withSelf(value: Value, self: readonly Value[]): Value {
  return value.kind === 'function' && value.self.length === 0 ? { ...value, self } : value;
}

/** Rows that are a relation of loaded rows know it: the call may have loaded what is related to them, too. */
function reachedBy(value: Value, name: string, { origin }: Pick<InstanceValue, 'origin'>): Value {
  if (!origin || origin.path.length > MAX_PATH) return value;
  if (value.kind === 'array') return { ...value, items: value.items.map((item) => reachedBy(item, name, { origin })) };
  // A reference or collection that a relation is wrapped in.
  if (value.kind === 'handle')
    return value.model ? { ...value, model: reachedBy(value.model, name, { origin }) } : value;
  return value.kind === 'instance' && !value.origin
    ? { ...value, origin: { ...origin, path: [...origin.path, name] } }
    : value;
}

/** How many relations are followed from loaded rows. */
const MAX_PATH = 5;

/** How many superclasses are looked through. */
const MAX_ANCESTORS = 8;

function ofInstance(
  instance: InstanceValue,
  name: string,
  self: readonly Value[],
  evaluator: Evaluator,
  depth = 0,
): readonly Value[] {
  const member = instance.class.members.get(name);
  if (member?.isAbstract) {
    const heir = heirOf(instance.class, evaluator);
    // An heir that leaves the member out leads back here.
    const own = heir && anInstance(heir);
    if (own && depth <= MAX_ANCESTORS) return ofInstance(own, name, [own], evaluator, depth + 1);
  }
  const own = member ? ofClassMember(member, instance, self, evaluator) : [];
  if (member && !isOnlyDeclared(member, own)) return own.map((value) => reachedBy(value, name, instance));
  const inherited = depth > MAX_ANCESTORS ? [] : inheritedBy(instance, name, self, evaluator, depth);
  return inherited.length > 0 ? inherited : own;
}

/** `declare getTags: () => Promise<Tag[]>`: something else brings the code, such as the class that this one extends. */
function isOnlyDeclared({ kind, values }: ClassMember, own: readonly Value[]): boolean {
  return (
    kind === 'property' && values.length === 0 && own.length > 0 && own.every((value) => value.kind === 'signature')
  );
}

function inheritedBy(
  instance: InstanceValue,
  name: string,
  self: readonly Value[],
  evaluator: Evaluator,
  depth: number,
): readonly Value[] {
  return parentInstances(instance.class, evaluator, instance).flatMap((parent) => {
    if (parent.kind === 'instance') return ofInstance(parent, name, self, evaluator, depth + 1);
    // A class that extends an ORM's active record is its own model.
    return parent.kind === 'handle' ? ofHandle({ ...parent, model: parent.model ?? instance }, name, evaluator) : [];
  });
}

/** A static member of `value`; `heir` is the class that it was looked for in, and the model of what it inherits from a library. */
function ofClass(
  value: ClassValue,
  name: string,
  evaluator: Evaluator,
  depth = 0,
  heir: ClassValue = value,
): readonly Value[] {
  const member = value.class.statics.get(name);
  if (member) return ofClassMember(member, value, [value], evaluator);
  if (!value.class.superClass || depth > MAX_ANCESTORS) return [];
  return evaluator.evaluate(value.class.superClass, value.environment).flatMap((parent) => {
    if (parent.kind === 'class') return ofClass(parent, name, evaluator, depth + 1, heir);
    if (parent.kind === 'handle' && parent.role.instances !== undefined) return ofHandle(parent, name, evaluator);
    if (parent.kind !== 'external') return [];
    const orm = ormOfPackage(parent.package);
    const role = orm?.roles[exportOf(orm, parent.path.at(-1) ?? 'default')?.staticRole ?? ''];
    if (!orm || !role) return [];
    const model = anInstance(heir.class, heir.environment);
    return ofHandle({ kind: 'handle', orm, role, model, builtBy: undefined }, name, evaluator);
  });
}

function ofObject(
  { object, environment }: ObjectValue,
  name: string,
  self: readonly Value[],
  evaluator: Evaluator,
): readonly Value[] {
  const own = object.properties.get(name);
  if (own) return evaluator.evaluate(own, environment).map((value) => withSelf(value, self));
  const keyed = keyedValues(object, name, environment, evaluator);
  if (keyed.length > 0) return keyed;
  return evaluator.onceWithin(object.others, () =>
    union(
      ...object.others.map((other) => evaluateMember(evaluator.evaluate(other, environment), name, evaluator)),
      ...object.unnamed.map((value) => evaluator.evaluate(value, environment)),
    ),
  );
}

function memberFacts({ members, patterns, others }: RoleFacts, name: string): MemberFacts | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  return patterns?.find((pattern) => pattern.name.test(name))?.facts ?? others;
}

const PROMISE = new Set(['then', 'catch', 'finally']);

function ofHandle(handle: HandleValue, name: string, evaluator: Evaluator): readonly Value[] {
  if (handle.role.brings && PROMISE.has(name)) return [];
  const facts = memberFacts(handle.role, name);
  if (!facts) return [];
  if (!facts.isProperty) return [{ kind: 'method', handle, name, facts }];
  return facts.returns
    ? applyReturned(facts.returns, { handle, call: undefined, environment: undefined, method: undefined }, evaluator)
    : [];
}

/** The items of a list that a library has a class of its own for. */
function itemsOfHandle(handle: HandleValue): readonly Value[] {
  const role = handle.orm.roles[handle.role.items ?? ''];
  return role ? [{ ...handle, role, builtBy: undefined }] : [];
}

/** What the items of a list are; of a tuple or destructured entry nothing is known. */
export function itemsOf(values: readonly Value[], index: number | undefined): readonly Value[] {
  return union(
    ...values.map((value) => {
      if (value.kind === 'array') return (index === undefined ? undefined : value.positions?.[index]) ?? value.items;
      if (value.kind === 'handle') return itemsOfHandle(value);
      return value.kind === 'map' && index !== 0 ? value.items : [];
    }),
  );
}

/** What a loop goes through: of a map its entries, each a pair. */
export function iterated(values: readonly Value[]): readonly Value[] {
  return values.map((value) => (value.kind === 'map' ? { kind: 'array', items: [pairOf(value.items)] } : value));
}

/** A pair of a key, of which nothing is known, and a value. */
export function pairOf(items: readonly Value[]): Value {
  return { kind: 'array', items: [], positions: [[], items] };
}

/** What implements the interface of a shape: its heir, where anything implements that. */
function implementationsOfShape({ declaration, module, heir }: ShapeValue, evaluator: Evaluator): readonly Value[] {
  const ofHeir = heir ? implementationsOf(heir.declaration, heir.module, evaluator) : [];
  if (ofHeir.length > 0) return ofHeir;
  return declaration ? implementationsOf(declaration, module, evaluator) : [];
}

/** A method of an interface is that of the one class, or object, which implements it; otherwise only its type is known. */
function ofShape(shape: ShapeValue, name: string, evaluator: Evaluator): readonly Value[] {
  const type = shape.members.get(name);
  if (!type) return [];
  const [implementation, another] = type.kind === 'function' ? implementationsOfShape(shape, evaluator) : [];
  const found = implementation && !another ? evaluateMember([implementation], name, evaluator) : [];
  return found.length > 0 ? found : evaluator.ofType(type, shape.module);
}

function ofOne(value: Value, name: string, all: readonly Value[], evaluator: Evaluator): readonly Value[] {
  switch (value.kind) {
    case 'instance':
      return ofInstance(value, name, all, evaluator);
    case 'class':
      return ofClass(value, name, evaluator);
    case 'object':
      return ofObject(value, name, all, evaluator);
    case 'shape':
      return ofShape(value, name, evaluator);
    case 'module':
      return evaluator.ofTarget(evaluator.project.exportOf(value.module, name));
    case 'external':
      return [
        {
          ...value,
          path: name === 'default' ? value.path : [...value.path.filter((part) => part !== 'default'), name],
        },
      ];
    case 'handle':
      return ofHandle(value, name, evaluator);
    case 'function':
      return CALLERS.has(name) ? [value] : [];
    case 'map':
      return value.isObject ? entriesNamed(value, name) : [];
    default:
      return [];
  }
}

/** What the member called `name` of `values` can stand for. */
export function evaluateMember(values: readonly Value[], name: string, evaluator: Evaluator): readonly Value[] {
  return union(...values.map((value) => ofOne(value, name, values, evaluator)));
}
