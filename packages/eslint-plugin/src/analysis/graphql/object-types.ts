import type { CallExpression, Expression, ObjectExpression } from '../facts/expression.js';
import { expressionsIn } from '../facts/expressions-in.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { type SchemaParts, addResolver, functionsOf, objectsOf } from './schema-parts.js';
import { calledName, declaringFiles, placeIn, typeNames } from './type-names.js';

const TYPES = new Set(['GraphQLObjectType', 'GraphQLInterfaceType']);

function propertyOf(expression: Expression | undefined, name: string): Expression | undefined {
  return expression?.kind === 'object' ? expression.properties.get(name) : undefined;
}

/** Whether an object describes a field: `{ type, resolve }`. */
const isField = (expression: Expression): expression is ObjectExpression =>
  expression.kind === 'object' && expression.properties.has('type') && expression.properties.has('resolve');

function collectFields(
  owner: string,
  fields: Expression | undefined,
  module: ModuleFacts,
  parts: SchemaParts,
  depth = 0,
): void {
  for (const object of objectsOf(fields, parts.evaluator)) {
    for (const [name, value] of object.properties) collectField(owner, name, value, module, parts);
    for (const other of object.others) {
      const name = other.kind === 'call' ? calledName(other.callee) : calledName(other);
      // Fields that several types share belong to each of them.
      if (name !== undefined) parts.graph.addMember(name, owner);
      else if (depth < 3) collectFields(owner, other, module, parts, depth + 1);
    }
  }
}

function collectField(owner: string, name: string, value: Expression, module: ModuleFacts, parts: SchemaParts): void {
  const described = value.kind === 'object' ? [value] : objectsOf(value, parts.evaluator);
  for (const field of described) {
    const type = field.properties.get('type');
    if (!type) continue;
    parts.graph.addField(owner, name, typeNames(type), placeIn(module, type, 0));
    for (const fn of functionsOf(field.properties.get('resolve'), parts.evaluator))
      addResolver(
        parts,
        { function: fn, types: [owner], field: name, parent: 0 },
        typeNames(type),
        declaringFiles(type, fn.module, parts.evaluator),
      );
  }
}

function collectType(call: CallExpression, module: ModuleFacts, parts: SchemaParts): void {
  const [options] = call.args;
  const name = propertyOf(options, 'name');
  const owner = name?.kind === 'string' ? name.value : boundName(call, module);
  if (owner === undefined) return;
  const bound = boundName(call, module);
  if (bound !== undefined) parts.graph.alias(bound, owner);
  for (const abstract of typeNames(propertyOf(options, 'interfaces')).names) parts.graph.addMember(abstract, owner);
  collectFields(owner, propertyOf(options, 'fields'), module, parts);
}

const isCall = (value: Expression, call: CallExpression): boolean =>
  value === call || (value.kind === 'cast' && value.value === call);

/** The name that is given to what `call` makes. */
export function boundName(call: CallExpression, module: ModuleFacts): string | undefined {
  for (const { names } of module.functions)
    for (const { name, sources } of names) if (sources.some(({ value }) => isCall(value, call))) return name;
  return undefined;
}

/** Functions and constants that hold fields for types to spread: they count as a type that those types have. */
function collectSharedFields(module: ModuleFacts, parts: SchemaParts): void {
  const collect = (name: string, value: Expression): void => {
    if (value.kind === 'object' && [...value.properties.values()].some(isField))
      collectFields(name, value, module, parts);
  };
  for (const { name, returns, names } of module.functions) {
    if (name !== undefined && name !== 'fields') for (const value of returns) collect(name, value);
    for (const binding of names) for (const { value } of binding.sources) collect(binding.name, value);
  }
}

/** Collects the types and resolvers that are made with the classes of the package `graphql`. */
export function collectObjectTypes(module: ModuleFacts, parts: SchemaParts): void {
  if (![...module.bindings.values()].some(({ imported }) => imported?.specifier === 'graphql') && !requires(module))
    return;
  for (const expression of expressionsIn(module)) {
    if (expression.kind !== 'call' || !expression.isNew) continue;
    const name = calledName(expression.callee) ?? '';
    const [options] = expression.args;
    if (TYPES.has(name)) collectType(expression, module, parts);
    if (name === 'GraphQLSchema')
      for (const root of ['query', 'mutation', 'subscription'])
        for (const type of typeNames(propertyOf(options, root)).names) parts.graph.addRoot(type);
    if (name === 'GraphQLUnionType') {
      const union = propertyOf(options, 'name');
      const bound = boundName(expression, module);
      if (union?.kind === 'string' && bound !== undefined) parts.graph.alias(bound, union.value);
      const abstract = bound ?? (union?.kind === 'string' ? union.value : undefined);
      if (abstract !== undefined)
        for (const type of typeNames(propertyOf(options, 'types')).names) parts.graph.addMember(abstract, type);
    }
  }
  collectSharedFields(module, parts);
}

function requires(module: ModuleFacts): boolean {
  return module.functions.some(({ calls }) =>
    calls.some(
      ({ callee, args: [first] }) =>
        callee.kind === 'reference' &&
        callee.name === 'require' &&
        first?.kind === 'string' &&
        first.value === 'graphql',
    ),
  );
}
