/** Packages by whose presence a project is known to hold a GraphQL schema or resolvers. */
export const GRAPHQL_PACKAGES: ReadonlySet<string> = new Set([
  'graphql',
  '@nestjs/graphql',
  'type-graphql',
  '@pothos/core',
  'nexus',
  '@nexus/schema',
  '@apollo/server',
  'apollo-server',
  'apollo-server-express',
  'apollo-server-koa',
  'graphql-tools',
  '@graphql-tools/schema',
  'graphql-yoga',
  'mercurius',
]);

/** The types that operations start from, unless the schema names others. */
export const ROOT_TYPES: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/**
 * Decorators of NestJS and type-graphql.
 *
 * @see https://docs.nestjs.com/graphql/resolvers
 * @see https://typegraphql.com/docs/resolvers.html
 */
export const DECORATORS = {
  packages: new Set(['@nestjs/graphql', 'type-graphql']),
  /** On a class: a type of the schema. */
  type: new Set(['ObjectType', 'InterfaceType']),
  /** On a class: the resolvers of a type. */
  resolver: new Set(['Resolver']),
  /** On a property or method of a type. */
  field: new Set(['Field']),
  /** On a method: a field of the type that its class resolves. */
  fieldResolver: new Set(['ResolveField', 'ResolveProperty', 'FieldResolver']),
  /** On a method: what a gateway asks for, always with a list of references. */
  reference: new Set(['ResolveReference']),
  /** On a parameter: the parent, or a part of it. */
  parent: new Set(['Parent', 'Root']),
  roots: new Map([
    ['Query', 'Query'],
    ['Mutation', 'Mutation'],
    ['Subscription', 'Subscription'],
  ]),
} as const;

/** Classes of the package `graphql`, and functions of builders that wrap a type. */
export const WRAPPERS = {
  list: new Set(['GraphQLList', 'list', 'listRef']),
  other: new Set(['GraphQLNonNull', 'nonNull', 'nullable']),
} as const;

/**
 * Methods of a Pothos builder that define or extend a type; an argument holds its name or reference.
 *
 * @see https://pothos-graphql.dev/docs/api/schema-builder
 */
export const POTHOS = {
  package: '@pothos/core',
  types: new Set([
    ...['objectType', 'interfaceType', 'objectRef', 'interfaceRef', 'node', 'loadableObject', 'loadableNode'],
    ...['prismaObject', 'prismaNode', 'prismaInterface', 'drizzleObject', 'drizzleNode', 'drizzleInterface'],
    ...['objectFields', 'objectField', 'prismaObjectFields', 'prismaObjectField', 'interfaceFields', 'interfaceField'],
  ]),
  roots: new Map([
    ['queryType', 'Query'],
    ['queryFields', 'Query'],
    ['queryField', 'Query'],
    ['mutationType', 'Mutation'],
    ['mutationFields', 'Mutation'],
    ['mutationField', 'Mutation'],
    ['subscriptionType', 'Subscription'],
    ['subscriptionFields', 'Subscription'],
    ['subscriptionField', 'Subscription'],
  ]),
  /** Methods of the field builder that give a list. */
  lists: /(?:^c|C)onnection$|(?:^l|L)ist$/,
  /** Methods whose `resolve` gets a query to spread before the parent. */
  withQuery: new Set(['prismaField', 'prismaConnection', 'prismaFieldWithInput', 'drizzleField', 'drizzleConnection']),
} as const;

/**
 * Functions of Nexus that define or extend a type.
 *
 * @see https://nexusjs.org/docs/api/object-type
 */
export const NEXUS = {
  packages: new Set(['nexus', '@nexus/schema']),
  types: new Set(['objectType', 'interfaceType', 'extendType', 'queryType', 'mutationType', 'subscriptionType']),
  roots: new Map([
    ['queryType', 'Query'],
    ['mutationType', 'Mutation'],
    ['subscriptionType', 'Subscription'],
  ]),
} as const;

/** Text that is in every file whose classes are types or resolvers. */
export const DECORATES_SCHEMA = /@(?:Resolve\w+|FieldResolver|Resolver|ObjectType|InterfaceType)\(/;

/** A decorator of an operation, which other libraries have too. */
export const OPERATION_DECORATOR = /@(?:Query|Mutation|Subscription)\(/;

/** Text that is in every file that makes types with the classes of the package `graphql`, or fields for such types. */
export const NAMES_CLASSES = /\bnew\s+(?:\w+\.)?GraphQL(?:ObjectType|InterfaceType|UnionType|Schema)\b|\bresolve\b/;

/** Where a file gets them from. */
export const NAMES_GRAPHQL = /['"`]graphql['"`]/;

/** Text that is in every file that makes types with a builder. */
export const USES_BUILDER = new RegExp(
  String.raw`SchemaBuilder|\bpothos\b|\bnexus\b|\.implement\(|[bB]uilder\s*\.\s*(?:${[...POTHOS.types, ...POTHOS.roots.keys()].join('|')})\s*[(<]`,
);

/** Text that is in every file with a map of resolvers. */
export const HOLDS_RESOLVERS = /\bresolvers?\b/;

/** Text that is in every file with more than types, which generated ones consist of. */
export const HOLDS_CODE = /^\s*(?:export\s+)?(?:default|const|let|var|async|function|class|abstract)\b|\bexports\b/m;

/** Packages whose class collects the keys of one tick and hands them to a function. */
export const LOADER_PACKAGES: ReadonlySet<string> = new Set(['dataloader']);
