import { dirname } from 'node:path';
import { DECORATORS, GRAPHQL_PACKAGES } from '../../graphql/frameworks.js';
import { type Expression, LITERAL } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import { tellPassed } from '../values/passed-by-framework.js';
import type { Environment, Value } from '../values/value.js';
import { schemaFolder } from './schema-files.js';
import type { ListedType } from './schema-graph.js';
import type { FieldResolver, SchemaParts } from './schema-parts.js';
import { RepositorySchema } from './repository-schema.js';
import { calledName } from './type-names.js';

const RESOLVING = new Set<string>([...DECORATORS.field, ...DECORATORS.fieldResolver, ...DECORATORS.reference]);

const indexes = new WeakMap<Evaluator, SchemaIndex>();

/** The schema that `evaluator`'s project holds, read once for all its files. */
export function schemaIndexOf(evaluator: Evaluator): SchemaIndex {
  const known = indexes.get(evaluator) ?? new SchemaIndex(evaluator);
  indexes.set(evaluator, known);
  return known;
}

/** Whether classes of a file may hold resolvers, by its own text. */
function hasDecoratedResolvers({ classes }: ModuleFacts): boolean {
  return classes.some(({ members }) =>
    [...members.values()].some(({ function: fn, decorators }) =>
      decorators.some(
        (decorator) => fn && decorator.kind === 'call' && RESOLVING.has(calledName(decorator.callee) ?? ''),
      ),
    ),
  );
}

/** Whether functions of a file may be resolvers that a map or a type in code names: those of classes are told by decorators. */
function mayHoldNamedResolvers({ functions }: ModuleFacts): boolean {
  return functions.some((fn) => fn.parameters.length > 0 && !isInClass(fn));
}

function isInClass(fn: FunctionFacts): boolean {
  for (let at: FunctionFacts | undefined = fn; at; at = at.parent) if (at.owner && 'members' in at.owner) return true;
  return false;
}

function importsGraphql({ bindings }: ModuleFacts): boolean {
  return [...bindings.values()].some(({ imported }) => GRAPHQL_PACKAGES.has(imported?.specifier ?? ''));
}

const eitherOf = (options: readonly Expression[]): Expression =>
  options.length === 0 ? LITERAL : { kind: 'either', options, test: undefined };

const isField = ({ types }: FieldResolver, { graph }: SchemaParts): boolean =>
  types.length === 0 || !types.every((type) => graph.isRoot(type));

/** Which functions of a project are field resolvers, and which of them run once per object of a list. */
export class SchemaIndex {
  readonly #byFolder = new Map<string, RepositorySchema>();

  constructor(readonly evaluator: Evaluator) {
    tellPassed(evaluator, (fn, index) => this.#parentsFor(fn, index));
  }

  /** The field resolvers that `module` holds; none where its project does not know GraphQL. */
  resolversIn(module: ModuleFacts): readonly FieldResolver[] {
    const isDecorated = hasDecoratedResolvers(module);
    const isNamed = mayHoldNamedResolvers(module);
    const schema = isDecorated || isNamed ? this.#schemaFor(module) : undefined;
    if (!schema) return [];
    const own = isDecorated ? schema.ownOf(module) : undefined;
    const made = isNamed ? schema.madeWith(module) : undefined;
    const decorated = own ? [...own.resolvers.values()].filter((resolver) => isField(resolver, own)) : [];
    const named = made
      ? [...made.resolvers.values()].filter(
          (resolver) =>
            resolver.function.module === module && !own?.resolvers.has(resolver.function) && isField(resolver, made),
        )
      : [];
    return [...decorated, ...named];
  }

  /** Why the objects whose field `resolver` gives come in numbers. */
  listed({ types, function: fn }: FieldResolver): ListedType | undefined {
    const schema = this.#schemaFor(fn.module);
    for (const type of types) {
      const found = schema?.listed(type, fn.module);
      if (found) return found;
    }
    return undefined;
  }

  /** What is known of the arguments that GraphQL passes: the context, by its builder, and the parent, by what gives such objects. */
  environmentOf(resolver: FieldResolver): Environment | undefined {
    const { function: fn, context, parent } = resolver;
    const schema = this.#schemaFor(fn.module);
    if (!schema) return undefined;
    const args = fn.parameters.map(({ type }, index): Expression => {
      if (type) return LITERAL;
      const known = index === context ? schema.madeWith(fn.module).contexts[0] : undefined;
      if (known) return { kind: 'cast', value: LITERAL, ...known };
      return index === parent ? eitherOf(schema.parentsOf(resolver, fn.module)) : LITERAL;
    });
    if (args.every((argument) => argument === LITERAL)) return undefined;
    return { function: fn, self: [], args, caller: undefined, outer: undefined, depth: 1, known: new Map() };
  }

  /**
   * What the parameter at `index` of a resolver is, where it is the parent.
   *
   * Only schemas that have been read tell: reading one asks questions, and must not be part of answering one.
   */
  #parentsFor(fn: FunctionFacts, index: number): readonly Value[] {
    for (const schema of this.#byFolder.values()) {
      const parents = schema.parentsOfRead(fn, index);
      if (parents) return parents;
    }
    return [];
  }

  #schemaFor(module: ModuleFacts): RepositorySchema | undefined {
    const folder = schemaFolder(dirname(module.file));
    // Where no manifest tells, a file that imports a GraphQL package stands for itself.
    if (folder === undefined && !importsGraphql(module)) return undefined;
    const key = folder ?? module.file;
    const schema = this.#byFolder.get(key) ?? new RepositorySchema(folder, this.evaluator);
    this.#byFolder.set(key, schema);
    return schema;
  }
}
