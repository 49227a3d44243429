import { NEXUS, POTHOS } from '../../graphql/frameworks.js';
import type { CallExpression, Expression, ObjectExpression } from '../facts/expression.js';
import { expressionsIn } from '../facts/expressions-in.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { type SchemaParts, addResolver, functionsOf } from './schema-parts.js';
import { boundName } from './object-types.js';
import { calledName, placeIn, typeNames } from './type-names.js';

const isObject = (expression: Expression): expression is ObjectExpression => expression.kind === 'object';

/** The names that a chain of calls goes through: `list`, `field` of `t.list.field`. */
function stepsOf(callee: Expression): readonly string[] {
  return callee.kind === 'member' ? [...stepsOf(callee.object), callee.name] : [];
}

/** A call on the field builder, `t.field({ … })`, which makes the field `name` of `owner`. */
function collectField(
  owner: string,
  name: string,
  { callee, args, start }: CallExpression,
  module: ModuleFacts,
  parts: SchemaParts,
): void {
  const steps = stepsOf(callee);
  const method = steps.at(-1) ?? '';
  const options = args.find((argument) => isObject(argument) && argument.properties.has('type')) ?? args.find(isObject);
  if (!options || !isObject(options)) return;
  const type = typeNames(options.properties.get('type'));
  const isList = type.isList || steps.includes('list') || POTHOS.lists.test(method);
  parts.graph.addField(owner, name, { ...type, isList }, placeIn(module, undefined, start));
  const parent = POTHOS.withQuery.has(method) ? 1 : 0;
  for (const fn of functionsOf(options.properties.get('resolve'), parts.evaluator))
    addResolver(parts, { function: fn, types: [owner], field: name, parent, context: parent + 2 }, { ...type, isList });
}

/** `(t) => ({ posts: t.field({ … }) })`, or a function that gives one field. */
function collectBuilt(owner: string, name: string, built: Expression, module: ModuleFacts, parts: SchemaParts): void {
  if (built.kind !== 'function') return;
  for (const value of built.function.returns) {
    if (value.kind === 'call') collectField(owner, name, value, module, parts);
    if (value.kind !== 'object') continue;
    for (const [field, made] of value.properties)
      if (made.kind === 'call') collectField(owner, field, made, module, parts);
  }
}

/** The type that a call of a Pothos builder is about: by an argument, or by what `implement` is called on. */
function ownerOf({ callee, args: [first] }: CallExpression, method: string): string | undefined {
  if (method === 'implement' && callee.kind === 'member') {
    const { object } = callee;
    return object.kind === 'call' ? typeNames(object.args[0]).names[0] : typeNames(object).names[0];
  }
  return POTHOS.roots.get(method) ?? (POTHOS.types.has(method) ? typeNames(first).names[0] : undefined);
}

function collectPothos(call: CallExpression, module: ModuleFacts, parts: SchemaParts): void {
  const { callee, args, isNew } = call;
  const method = calledName(callee) ?? '';
  const [context] = call.typeArgs;
  if (isNew && context && isBuilder(callee, parts))
    parts.contexts.push({ type: { kind: 'member', of: context, name: 'Context' }, module });
  if (callee.kind !== 'member') return;
  const owner = ownerOf(call, method);
  if (owner === undefined) return;
  const bound = boundName(call, module);
  if (bound !== undefined && !POTHOS.roots.has(method)) parts.graph.alias(bound, owner);
  const name = args.find((argument, index) => index > 0 && argument.kind === 'string') ?? args[0];
  for (const argument of args) {
    collectBuilt(owner, name?.kind === 'string' ? name.value : '', argument, module, parts);
    if (!isObject(argument)) continue;
    for (const key of ['fields', 'interfaceFields']) {
      const fields = argument.properties.get(key);
      if (fields) collectBuilt(owner, '', fields, module, parts);
    }
    for (const abstract of typeNames(argument.properties.get('interfaces')).names)
      parts.graph.addMember(abstract, owner);
  }
}

function isBuilder(callee: Expression, { evaluator }: SchemaParts): boolean {
  return evaluator.evaluate(callee).some((value) => value.kind === 'external' && value.package === POTHOS.package);
}

/** `t.list.field('posts', { … })` in the `definition` of a type. */
function collectNexus({ callee, args }: CallExpression, module: ModuleFacts, parts: SchemaParts): void {
  const [options] = args;
  const kind = calledName(callee) ?? '';
  if (!options || !isObject(options) || !NEXUS.types.has(kind)) return;
  const given = options.properties.get('name') ?? options.properties.get('type');
  const owner = NEXUS.roots.get(kind) ?? (given && typeNames(given).names[0]);
  const definition = options.properties.get('definition');
  if (owner === undefined || definition?.kind !== 'function') return;
  for (const call of definition.function.calls) {
    const [first] = call.args;
    if (first?.kind === 'string') collectField(owner, first.value, call, module, parts);
  }
}

/** Collects the types and resolvers that are made with the builders of Pothos and Nexus. */
export function collectBuiltTypes(module: ModuleFacts, parts: SchemaParts): void {
  const isNexus = [...module.bindings.values()].some(({ imported }) => NEXUS.packages.has(imported?.specifier ?? ''));
  for (const expression of expressionsIn(module)) {
    if (expression.kind !== 'call') continue;
    collectPothos(expression, module, parts);
    if (isNexus) collectNexus(expression, module, parts);
  }
}
