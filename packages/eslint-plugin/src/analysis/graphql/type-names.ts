import { WRAPPERS } from '../../graphql/frameworks.js';
import type { Binding } from '../facts/binding.js';
import { type Expression, partsOf } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { type ModuleFacts, lineOf } from '../facts/module-facts.js';
import type { TypeReference } from '../facts/type-reference.js';
import type { Evaluator } from '../values/evaluator.js';
import type { FieldType, SchemaPlace } from './schema-graph.js';

const NONE: FieldType = { names: [], isList: false };

function joined(types: readonly FieldType[]): FieldType {
  return { names: types.flatMap(({ names }) => names), isList: types.some(({ isList }) => isList) };
}

const asList = ({ names }: FieldType): FieldType => ({ names, isList: true });

/** The name that code calls: `list` of `builder.list(…)`. */
export function calledName(callee: Expression): string | undefined {
  return callee.kind === 'reference' || callee.kind === 'member' ? callee.name : undefined;
}

/** The name of a function for its results: with that of its class, of a static method. */
export function pathOf(callee: Expression): string | undefined {
  if (callee.kind === 'reference') return callee.name;
  if (callee.kind !== 'member') return undefined;
  return callee.object.kind === 'reference' ? `${callee.object.name}.${callee.name}` : callee.name;
}

/** The name under which {@link pathOf} finds a function, with the position of the type that it is given. */
export function parameterName(fn: FunctionFacts, index: number): string {
  const holder = fn.owner && 'members' in fn.owner ? fn.owner.name : undefined;
  return `${holder === undefined ? '' : `${holder}.`}${fn.name ?? ''}#${index}`;
}

function nameOfBinding(name: string, binding: Binding | undefined): string {
  const given = binding?.parameter;
  return binding && given?.path.length === 0 ? parameterName(binding.owner, given.index) : name;
}

/** The types that an expression of a schema in code names: `() => [Post]`, `new GraphQLList(Post)`, `'Post'`. */
export function typeNames(expression: Expression | undefined, depth = 0): FieldType {
  if (!expression || depth > 8) return NONE;
  const inner = (part: Expression | undefined): FieldType => typeNames(part, depth + 1);
  switch (expression.kind) {
    case 'reference':
      return ofReference(expression.name, expression.binding, depth);
    case 'member':
      return { names: [expression.name], isList: false };
    case 'string':
      return ofText(expression.value);
    case 'array':
      return asList(joined(expression.items.map(inner)));
    case 'function':
      return joined(expression.function.returns.map(inner));
    case 'either':
      return joined(expression.options.map(inner));
    case 'cast':
    case 'await':
      return inner(expression.value);
    case 'object':
      return inner(expression.properties.get('type'));
    case 'call': {
      const name = calledName(expression.callee) ?? '';
      if (WRAPPERS.list.has(name)) return asList(joined(expression.args.map(inner)));
      if (WRAPPERS.other.has(name)) return joined(expression.args.map(inner));
      return name === '' ? NONE : { names: [name], isList: false };
    }
    default:
      return NONE;
  }
}

/** The file that `binding`, a name of `module`, is required from. */
function requiredFrom({ sources: [source] }: Binding, module: ModuleFacts, { project }: Evaluator): string | undefined {
  const call = source?.value.kind === 'call' ? source.value : undefined;
  const specifier = call?.callee.kind === 'reference' && call.callee.name === 'require' ? call.args[0] : undefined;
  if (specifier?.kind !== 'string') return undefined;
  const resolution = project.resolver.resolve(module.file, specifier.value);
  return resolution?.kind === 'file' ? resolution.file : undefined;
}

/** The files that declare the types which an expression of `module` refers to: `new GraphQLList(Post)`. */
export function declaringFiles(
  type: Expression,
  module: ModuleFacts,
  evaluator: Evaluator,
  files = new Set<string>(),
): ReadonlySet<string> {
  const binding = type.kind === 'reference' ? type.binding : undefined;
  if (binding?.imported) {
    const target = evaluator.project.importTarget(module, binding);
    if (target && target.kind !== 'package') files.add(target.module.file);
  } else if (binding) files.add(requiredFrom(binding, module, evaluator) ?? module.file);
  else if (type.kind === 'call') for (const argument of type.args) declaringFiles(argument, module, evaluator, files);
  return files;
}

/** A name may hold a list of a type: `const Posts = new GraphQLList(Post)`. */
function ofReference(name: string, binding: Binding | undefined, depth: number): FieldType {
  const [source, another] = binding && !binding.parameter ? binding.sources : [];
  if (source?.value.kind === 'call' && !another && source.path.length === 0) {
    const called = calledName(source.value.callee) ?? '';
    if (WRAPPERS.list.has(called) || WRAPPERS.other.has(called)) return typeNames(source.value, depth + 1);
  }
  return { names: [nameOfBinding(name, binding)], isList: false };
}

function ofText(text: string): FieldType {
  const name = /\w+/.exec(text)?.[0];
  return name === undefined ? NONE : { names: [name], isList: text.includes('[') };
}

/** The types that a type annotation names: `Promise<Post[]>`. */
export function annotatedNames(type: TypeReference | undefined): FieldType {
  switch (type?.kind) {
    case 'array':
      return asList(annotatedNames(type.of));
    case 'union':
      return joined(type.of.map(annotatedNames));
    case 'named': {
      const [name = ''] = type.path;
      if (name === 'Promise' || name === 'Partial' || name === 'Maybe') return annotatedNames(type.args[0]);
      if (name === 'Array' || name === 'ReadonlyArray') return asList(annotatedNames(type.args[0]));
      return { names: [type.path.at(-1) ?? ''], isList: false };
    }
    default:
      return NONE;
  }
}

/** Where `expression` stands in its file: at the first part of it that has a place. */
export function placeIn(module: ModuleFacts, expression: Expression | undefined, fallback: number): SchemaPlace {
  return { file: module.file, line: lineOf(module, (expression && startOf(expression)) ?? fallback) };
}

function startOf(expression: Expression, depth = 0): number | undefined {
  if ('start' in expression) return expression.start;
  if (expression.kind === 'function') return expression.function.start;
  if (depth > 8) return undefined;
  for (const part of partsOf(expression)) {
    const start = startOf(part, depth + 1);
    if (start !== undefined) return start;
  }
  return undefined;
}
