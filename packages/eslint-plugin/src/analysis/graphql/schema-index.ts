import { dirname } from 'node:path';
import { DECORATORS, GRAPHQL_PACKAGES } from '../../graphql/frameworks.js';
import { type Expression, LITERAL } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { Environment } from '../values/value.js';
import type { Evaluator } from '../values/evaluator.js';
import { collectBuiltTypes } from './builder-types.js';
import { collectDecorated } from './decorated-types.js';
import { collectObjectTypes } from './object-types.js';
import { collectResolverMaps } from './resolver-maps.js';
import { calledName } from './type-names.js';
import { type SchemaFile, schemaFiles, schemaFolder } from './schema-files.js';
import { type ListedType, SchemaGraph } from './schema-graph.js';
import type { FieldResolver, SchemaParts } from './schema-parts.js';

const RESOLVING = new Set<string>([...DECORATORS.field, ...DECORATORS.fieldResolver, ...DECORATORS.reference]);

/** How many results that can be a parent are looked at. */
const MAX_GIVEN = 12;

const indexes = new WeakMap<Evaluator, SchemaIndex>();

/** The schema that `evaluator`'s project holds, read once for all its files. */
export function schemaIndexOf(evaluator: Evaluator): SchemaIndex {
  const known = indexes.get(evaluator) ?? new SchemaIndex(evaluator);
  indexes.set(evaluator, known);
  return known;
}

/** Whether a file may hold a resolver, by its own text: services and entities, which are classes, need no look at the schema. */
function mayHoldResolvers({ functions, classes }: ModuleFacts): boolean {
  const isDecorated = classes.some(({ members }) =>
    [...members.values()].some(({ function: fn, decorators }) =>
      decorators.some(
        (decorator) => fn && decorator.kind === 'call' && RESOLVING.has(calledName(decorator.callee) ?? ''),
      ),
    ),
  );
  return isDecorated || functions.some((fn) => fn.parameters.length > 0 && !isInClass(fn));
}

function isInClass(fn: FunctionFacts): boolean {
  for (let at: FunctionFacts | undefined = fn; at; at = at.parent) if (at.owner && 'members' in at.owner) return true;
  return false;
}

function importsGraphql({ bindings }: ModuleFacts): boolean {
  return [...bindings.values()].some(({ imported }) => GRAPHQL_PACKAGES.has(imported?.specifier ?? ''));
}

function addDefinitions({ file, definitions }: Pick<SchemaFile, 'file' | 'definitions'>, graph: SchemaGraph): void {
  for (const definition of definitions) {
    if (definition.kind === 'root') graph.addRoot(definition.name);
    else if (definition.kind === 'union')
      for (const member of definition.members) graph.addMember(definition.name, member);
    else {
      for (const abstract of definition.interfaces) graph.addMember(abstract, definition.name);
      for (const { name, type, line } of definition.fields) graph.addField(definition.name, name, type, { file, line });
    }
  }
}

/** Which functions of a project are field resolvers, and which of them run once per object of a list. */
export class SchemaIndex {
  readonly #byFolder = new Map<string, SchemaParts>();
  readonly #read = new Set<ModuleFacts>();

  constructor(readonly evaluator: Evaluator) {}

  /** The field resolvers that `module` holds; none where its project does not know GraphQL. */
  resolversIn(module: ModuleFacts): readonly FieldResolver[] {
    if (!mayHoldResolvers(module)) return [];
    const parts = this.#partsFor(module);
    if (!parts) return [];
    return [...parts.resolvers.values()].filter(
      ({ function: fn, types }) =>
        fn.module === module && (types.length === 0 || !types.every((type) => parts.graph.isRoot(type))),
    );
  }

  /** Why the objects whose field `resolver` gives come in numbers. */
  listed({ types, function: fn }: FieldResolver): ListedType | undefined {
    const parts = this.#partsFor(fn.module);
    for (const type of types) {
      const found = parts?.graph.listed(type);
      if (found) return found;
    }
    return undefined;
  }

  /** What is known of the arguments that GraphQL passes: the context, by its builder, and the parent, by what gives such objects. */
  environmentOf(resolver: FieldResolver): Environment | undefined {
    const { function: fn, context, parent } = resolver;
    const parts = this.#partsFor(fn.module);
    if (!parts) return undefined;
    const [known] = parts.contexts;
    const args = fn.parameters.map(({ type }, index): Expression => {
      if (type) return LITERAL;
      if (index === context && known) return { kind: 'cast', value: LITERAL, ...known };
      return index === parent ? this.#parentOf(resolver, parts) : LITERAL;
    });
    if (args.every((argument) => argument === LITERAL)) return undefined;
    return { function: fn, self: [], args, caller: undefined, outer: undefined, depth: 1, known: new Map() };
  }

  /** What the resolvers of fields that give the resolver's type give back. */
  #parentOf({ types }: FieldResolver, { graph, givers }: SchemaParts): Expression {
    const options: Expression[] = [];
    for (const [name, functions] of givers) {
      if (!types.some((type) => graph.isKin(type, name))) continue;
      for (const { function: fn, isList } of functions)
        for (const value of fn.returns) {
          if (options.length >= MAX_GIVEN) break;
          const given = isList ? ({ kind: 'index', object: value, index: LITERAL } as const) : value;
          if (this.evaluator.evaluate(given).length > 0) options.push(given);
        }
    }
    return options.length === 0 ? LITERAL : { kind: 'either', options, test: undefined };
  }

  #partsFor(module: ModuleFacts): SchemaParts | undefined {
    const folder = schemaFolder(dirname(module.file));
    // Where no manifest tells, a file that imports a GraphQL package stands for itself.
    if (folder === undefined && !importsGraphql(module)) return undefined;
    const parts = this.#byFolder.get(folder ?? module.file) ?? this.#readFolder(folder, module);
    if (!this.#read.has(module)) this.#readModule(module, parts);
    return parts;
  }

  #readFolder(folder: string | undefined, from: ModuleFacts): SchemaParts {
    const { evaluator } = this;
    const parts: SchemaParts = {
      graph: new SchemaGraph(),
      evaluator,
      resolvers: new Map(),
      givers: new Map(),
      contexts: [],
    };
    this.#byFolder.set(folder ?? from.file, parts);
    const files = folder === undefined ? [] : schemaFiles(folder);
    for (const file of files) addDefinitions(file, parts.graph);
    const modules = files.flatMap(({ file, isSource }) => (isSource ? (evaluator.project.store.get(file) ?? []) : []));
    for (const module of modules) this.#readTypes(module, parts);
    // Maps are recognised by the types of the whole schema.
    for (const module of modules) collectResolverMaps(module, parts);
    return parts;
  }

  #readModule(module: ModuleFacts, parts: SchemaParts): void {
    this.#readTypes(module, parts);
    collectResolverMaps(module, parts);
  }

  #readTypes(module: ModuleFacts, parts: SchemaParts): void {
    this.#read.add(module);
    collectDecorated(module.classes, parts);
    collectObjectTypes(module, parts);
    collectBuiltTypes(module, parts);
  }
}
