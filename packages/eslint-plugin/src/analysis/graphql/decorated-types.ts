import { DECORATORS } from '../../graphql/frameworks.js';
import type { ClassFacts, ClassMember } from '../facts/class-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { type SchemaParts, addResolver, parameterTypes } from './schema-parts.js';
import { annotatedNames, calledName, pathOf, placeIn, typeNames } from './type-names.js';

/** The call of the decorator, if it has one of `names` and comes from a GraphQL package or from a file that cannot be seen. */
function decoratorOf(
  decorators: readonly Expression[],
  names: { readonly has: (name: string) => boolean },
  { evaluator }: SchemaParts,
): CallExpression | undefined {
  for (const decorator of decorators) {
    if (decorator.kind !== 'call' || !names.has(calledName(decorator.callee) ?? '')) continue;
    const values = evaluator.evaluate(decorator.callee);
    if (values.some((value) => value.kind === 'external' && DECORATORS.packages.has(value.package))) return decorator;
  }
  return undefined;
}

/** The argument that names a type: a function, a class, or its name. */
function typeArgument({ args }: CallExpression): Expression | undefined {
  return args.find(({ kind }) => kind === 'function') ?? args.find(({ kind }) => kind === 'reference');
}

function optionOf({ args }: CallExpression, name: string): Expression | undefined {
  for (const argument of args) {
    const given = argument.kind === 'object' ? argument.properties.get(name) : undefined;
    if (given) return given;
  }
  return undefined;
}

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'string' ? expression.value : undefined;

function collectType(cls: ClassFacts, name: string, parts: SchemaParts): void {
  const { graph } = parts;
  const decorator = decoratorOf(cls.decorators, DECORATORS.type, parts);
  if (decorator) {
    const named = textOf(decorator.args[0]) ?? textOf(optionOf(decorator, 'name'));
    if (named !== undefined) graph.alias(named, name);
    for (const abstract of typeNames(optionOf(decorator, 'implements')).names) graph.addMember(abstract, name);
  }
  for (const [field, member] of cls.members) collectField(cls, name, field, member, parts);
  if (!cls.superClass) return;
  const parent = cls.superClass.kind === 'call' ? pathOf(cls.superClass.callee) : calledName(cls.superClass);
  if (parent !== undefined) graph.addMember(parent, name);
  if (cls.superClass.kind !== 'call' || parent === undefined) return;
  // A class that a function makes for a type: the function's parameter stands for that type.
  cls.superClass.args.forEach((argument, index) => {
    const place = placeIn(cls.module, argument, 0);
    graph.addField(`${parent}#${index}`, 'of', { ...typeNames(argument), isList: false }, place);
  });
}

function collectField(cls: ClassFacts, owner: string, field: string, member: ClassMember, parts: SchemaParts): void {
  const decorator = decoratorOf(member.decorators, DECORATORS.field, parts);
  if (!decorator) return;
  const written = typeNames(typeArgument(decorator));
  const type = written.names.length > 0 ? written : annotatedNames(member.type);
  parts.graph.addField(owner, field, type, placeIn(cls.module, decorator, 0));
  if (!member.function) return;
  const parent = parentOf(member) ?? 'this';
  addResolver(parts, { function: member.function, types: [owner], field, parent });
}

function parentOf({ function: fn }: ClassMember): number | undefined {
  const index =
    fn?.parameters.findIndex(({ decorators }) => decorators?.some((name) => DECORATORS.parent.has(name))) ?? -1;
  return index === -1 ? undefined : index;
}

function collectResolvers(cls: ClassFacts, parts: SchemaParts): void {
  const resolver = decoratorOf(cls.decorators, DECORATORS.resolver, parts);
  const [first] = resolver?.args ?? [];
  const named = resolver && (first?.kind === 'string' ? [first.value] : typeNames(typeArgument(resolver)).names);
  for (const [name, member] of cls.members) {
    if (!member.function) continue;
    collectRootField(cls, name, member, parts);
    collectFieldResolver(cls, name, member, named ?? [], parts);
  }
}

function collectRootField(cls: ClassFacts, name: string, member: ClassMember, { graph, ...parts }: SchemaParts): void {
  const decorator = decoratorOf(member.decorators, DECORATORS.roots, { graph, ...parts });
  const root = decorator && DECORATORS.roots.get(calledName(decorator.callee) ?? '');
  if (root === undefined || !decorator) return;
  const written = typeNames(typeArgument(decorator));
  const type = written.names.length > 0 ? written : annotatedNames(member.type);
  graph.addField(root, name, type, placeIn(cls.module, decorator, 0));
}

function collectFieldResolver(
  cls: ClassFacts,
  name: string,
  member: ClassMember,
  named: readonly string[],
  parts: SchemaParts,
): void {
  const { function: fn, decorators } = member;
  const reference = decoratorOf(decorators, DECORATORS.reference, parts);
  const decorator = reference ?? decoratorOf(decorators, DECORATORS.fieldResolver, parts);
  if (!fn || !decorator) return;
  const parent = reference ? 0 : parentOf(member);
  const types = named.length > 0 ? named : parameterTypes(fn, parent ?? 0);
  const field = textOf(decorator.args[0]) ?? name;
  const written = typeNames(typeArgument(decorator));
  const type = written.names.length > 0 ? written : annotatedNames(member.type);
  if (!reference)
    for (const owner of types) parts.graph.addField(owner, field, type, placeIn(cls.module, decorator, 0));
  if (parent !== undefined)
    addResolver(parts, { function: fn, types, field, parent, isAlwaysListed: reference !== undefined });
}

/** Collects the types and resolvers that classes of NestJS and type-graphql declare by decorators. */
export function collectDecorated(classes: readonly ClassFacts[], parts: SchemaParts): void {
  for (const cls of classes) {
    collectType(cls, cls.name ?? '', parts);
    collectResolvers(cls, parts);
  }
}
