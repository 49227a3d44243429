import type { Expression, ObjectExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { TypeReference } from '../facts/type-reference.js';
import type { Evaluator } from '../values/evaluator.js';
import { noteAwaitedByGraphql } from './awaited-by-graphql.js';
import type { FieldType, SchemaGraph } from './schema-graph.js';
import { annotatedNames } from './type-names.js';

/** A function that GraphQL calls for a field, once per object that has it. */
export interface FieldResolver {
  readonly function: FunctionFacts;
  /** The types whose field it is, by the first name that is known. */
  readonly types: readonly string[];
  readonly field: string;
  /** Which parameter is the object whose field it is; `this` where it is a method of the object. */
  readonly parent: number | 'this';
  /** A gateway asks for lists of the type. */
  readonly isAlwaysListed?: boolean;
  /** Which parameter is the context, where the framework tells its type. */
  readonly context?: number;
}

/** What is collected from the files of one project. */
export interface SchemaParts {
  readonly graph: SchemaGraph;
  readonly evaluator: Evaluator;
  readonly resolvers: Map<FunctionFacts, FieldResolver>;
  /** By the name of the type that they give. */
  readonly givers: Map<string, readonly Giver[]>;
  /** The type of the context, as a builder is told it. */
  readonly contexts: { readonly type: TypeReference; readonly module: ModuleFacts }[];
}

/** What gives objects of a type: the resolver of a field of that type. */
export interface Giver {
  readonly function: FunctionFacts;
  readonly isList: boolean;
  /** Where code that names the type by a reference says that it is declared: several schemas may have types of one name. */
  readonly declaredIn: ReadonlySet<string>;
}

const NOWHERE: ReadonlySet<string> = new Set();

/** Keeps `resolver` unless its function is known already; what knows the type wins. */
export function addResolver(
  { resolvers, givers }: SchemaParts,
  resolver: FieldResolver,
  type?: FieldType,
  declaredIn = NOWHERE,
): void {
  noteAwaitedByGraphql(resolver.function);
  for (const name of type?.names ?? [])
    givers.set(name, [
      ...(givers.get(name) ?? []),
      { function: resolver.function, isList: type?.isList ?? false, declaredIn },
    ]);
  const known = resolvers.get(resolver.function);
  if (!known) resolvers.set(resolver.function, resolver);
  else resolvers.set(resolver.function, { ...known, types: [...new Set([...known.types, ...resolver.types])] });
}

/** The functions that an expression stands for: written in place, by name, or wrapped by a call. */
export function functionsOf(
  expression: Expression | undefined,
  evaluator: Evaluator,
  depth = 0,
): readonly FunctionFacts[] {
  if (!expression || depth > 4) return [];
  switch (expression.kind) {
    case 'function':
      return [expression.function];
    case 'cast':
      return functionsOf(expression.value, evaluator, depth + 1);
    case 'reference':
    case 'member': {
      const found = evaluator.evaluate(expression);
      return found.flatMap((value) => (value.kind === 'function' ? [value.function] : []));
    }
    case 'call':
      // A wrapper gives back something that does what the wrapped function does.
      return expression.args.flatMap((argument) => functionsOf(argument, evaluator, depth + 1));
    default:
      return [];
  }
}

/** The object literals that an expression stands for. */
export function objectsOf(expression: Expression | undefined, evaluator: Evaluator): readonly ObjectExpression[] {
  if (!expression) return [];
  if (expression.kind === 'object') return [expression];
  if (expression.kind === 'function')
    return expression.function.returns.flatMap((value) => (value.kind === 'object' ? [value] : []));
  if (expression.kind === 'cast') return objectsOf(expression.value, evaluator);
  return evaluator.evaluate(expression).flatMap((value) => {
    if (value.kind === 'object') return [value.object];
    if (value.kind !== 'function') return [];
    return value.function.returns.flatMap((returned) => (returned.kind === 'object' ? [returned] : []));
  });
}

/** The type that the parameter at `index` is declared with. */
export function parameterTypes(fn: FunctionFacts, index: number): readonly string[] {
  return annotatedNames(fn.parameters[index]?.type).names;
}
