import type { Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { rawTextOf } from '../modules/raw-text.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Value } from '../values/value.js';
import { collectBuiltTypes } from './builder-types.js';
import { collectDecorated } from './decorated-types.js';
import { GivenParents } from './given-parents.js';
import { collectObjectTypes } from './object-types.js';
import { collectResolverMaps } from './resolver-maps.js';
import { schemaFiles } from './schema-files.js';
import { type ListedType, SchemaGraph } from './schema-graph.js';
import type { FieldResolver, SchemaParts } from './schema-parts.js';
import { type SchemaFile, keysIn, listedIn } from './schema-text.js';

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

function collectTypes(module: ModuleFacts, parts: SchemaParts): void {
  collectDecorated(module.classes, parts);
  collectObjectTypes(module, parts);
  collectBuiltTypes(module, parts);
}

/**
 * The schema that the files of one repository hold, read as far as a question needs.
 *
 * Definitions come first, which cost no parsing; then the types that code makes, with the maps of resolvers; decorated classes, which
 * say by themselves what they resolve, are only read for what gives lists of their types.
 */
export class RepositorySchema {
  readonly #own = new Map<ModuleFacts, SchemaParts>();
  #files: readonly SchemaFile[] | undefined;
  #defined: SchemaParts | undefined;
  #made: SchemaParts | undefined;
  #whole: SchemaParts | undefined;
  #parents: GivenParents | undefined;
  readonly #listed = new Map<SchemaFile, ReadonlySet<string>>();
  readonly #readToMade = new Set<ModuleFacts>();
  readonly #readToWhole = new Set<ModuleFacts>();

  constructor(
    readonly folder: string | undefined,
    readonly evaluator: Evaluator,
  ) {}

  /** What the classes of `module` declare. */
  ownOf(module: ModuleFacts): SchemaParts {
    const known = this.#own.get(module);
    if (known) return known;
    const parts = this.#empty();
    collectDecorated(module.classes, parts);
    this.#own.set(module, parts);
    return parts;
  }

  /** What is defined or made without decorators anywhere, and in `module` by whatever means. */
  madeWith(module: ModuleFacts): SchemaParts {
    if (!this.#made) {
      this.#made = this.#readMade();
      // What single files add later must not decide about others: it depends on which of them is looked at first.
      const { resolvers, givers } = this.#made;
      const read = { ...this.#made, resolvers: new Map(resolvers), givers: new Map(givers) };
      this.#parents = new GivenParents(read, this.evaluator);
    }
    this.#addTo(this.#made, this.#readToMade, module);
    return this.#made;
  }

  /** What the parent of `resolver`, a resolver of `module`, can be. */
  parentsOf(resolver: FieldResolver, module: ModuleFacts): readonly Expression[] {
    return new GivenParents(this.madeWith(module), this.evaluator).of(resolver);
  }

  /** What the parent of `fn` can be, if it is a resolver that is known without asking further and takes it as parameter `index`. */
  parentsOfRead(fn: FunctionFacts, index: number): readonly Value[] | undefined {
    const resolver = this.#parents?.parts.resolvers.get(fn);
    return resolver?.parent === index ? this.#parents?.valuesOf(resolver) : undefined;
  }

  /** Why there are many objects of `type`, a type of `module`: a definition tells, a decorated class by itself, or all together. */
  listed(type: string, module: ModuleFacts): ListedType | undefined {
    this.#defined ??= this.#readDefined();
    const defined = this.#defined.graph.listed(type) ?? this.#listedByClass(type);
    if (defined) return defined;
    this.#whole ??= this.#readWhole();
    this.#addTo(this.#whole, this.#readToWhole, module);
    return this.#whole.graph.listed(type);
  }

  get #all(): readonly SchemaFile[] {
    this.#files ??= this.folder === undefined ? [] : schemaFiles(this.folder);
    return this.#files;
  }

  #empty(): SchemaParts {
    return {
      graph: new SchemaGraph(),
      evaluator: this.evaluator,
      resolvers: new Map(),
      givers: new Map(),
      contexts: [],
    };
  }

  #moduleOf({ file }: SchemaFile): readonly ModuleFacts[] {
    const module = this.evaluator.project.store.get(file);
    return module ? [module] : [];
  }

  #readDefined(): SchemaParts {
    const parts = this.#empty();
    for (const file of this.#all) addDefinitions(file, parts.graph);
    return parts;
  }

  #readMade(): SchemaParts {
    const parts = this.#readDefined();
    const makers = this.#all.filter(({ makesTypes }) => makesTypes).flatMap((file) => this.#moduleOf(file));
    for (const module of makers) this.#readInto(parts, this.#readToMade, module);
    // Maps are recognised by the types of the whole schema.
    for (const module of makers) collectResolverMaps(module, parts);
    for (const file of this.#all)
      if (
        file.mayHoldMap &&
        !file.makesTypes &&
        [...keysIn(rawTextOf(file.file))].some((key) => parts.graph.hasType(key))
      )
        for (const module of this.#moduleOf(file)) {
          this.#readInto(parts, this.#readToMade, module);
          collectResolverMaps(module, parts);
        }
    return parts;
  }

  #readWhole(): SchemaParts {
    const parts = this.#readDefined();
    for (const file of this.#all)
      if (file.isDecorated || file.makesTypes)
        for (const module of this.#moduleOf(file)) this.#readInto(parts, this.#readToWhole, module);
    return parts;
  }

  #readInto(parts: SchemaParts, read: Set<ModuleFacts>, module: ModuleFacts): void {
    read.add(module);
    collectTypes(module, parts);
  }

  #addTo(parts: SchemaParts, read: Set<ModuleFacts>, module: ModuleFacts): void {
    if (read.has(module)) return;
    this.#readInto(parts, read, module);
    collectResolverMaps(module, parts);
  }

  #listedIn(file: SchemaFile): ReadonlySet<string> {
    const known = this.#listed.get(file) ?? listedIn(rawTextOf(file.file));
    this.#listed.set(file, known);
    return known;
  }

  /** The first field of a decorated class that gives a list of `type`. */
  #listedByClass(type: string): ListedType | undefined {
    for (const file of this.#all) {
      if (!file.isDecorated || !this.#listedIn(file).has(type)) continue;
      for (const module of this.#moduleOf(file)) {
        const found = this.ownOf(module).graph.givenInList(type);
        if (found) return found;
      }
    }
    return undefined;
  }
}
