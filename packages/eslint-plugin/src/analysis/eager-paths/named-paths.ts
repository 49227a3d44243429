import { type Expression, FALSE, type ObjectExpression } from '../facts/expression.js';

/** Follows a name that is given a value just once. */
export function definitionOf(expression: Expression | undefined): Expression | undefined {
  if (expression?.kind === 'cast') return definitionOf(expression.value);
  if (expression?.kind !== 'reference') return expression;
  const [source, another] = expression.binding?.sources ?? [];
  return source && !another && source.path.length === 0 && !expression.binding?.parameter ? source.value : undefined;
}

export function definedObject(expression: Expression | undefined): ObjectExpression | undefined {
  const defined = definitionOf(expression);
  return defined?.kind === 'object' ? defined : undefined;
}

/** Whether all keys of an object are seen: nothing is spread into it, and none is computed. */
export const isWhole = ({ others, keys }: ObjectExpression): boolean => others.length === 0 && keys.length === 0;

/** The one object that a function gives back at once: `(p) => ({ … })`; undefined for anything else. */
export function objectGivenBy(expression: Expression | undefined): ObjectExpression | undefined {
  const given = definitionOf(expression);
  const [returned, another] = given?.kind === 'function' ? given.function.returns : [];
  return another ? undefined : definedObject(returned);
}

type Path = readonly string[];

/** Lists the paths that relations name: `{ posts: { tags: true } }`, `['posts', 'posts.tags']`, `'posts'`. What the code does not show is left out. */
export function namedPaths(relations: Expression | undefined, before: Path = []): readonly Path[] {
  const given = definitionOf(relations);
  if (given?.kind === 'string') return [[...before, ...partsOf(given.value)]];
  if (given?.kind === 'array')
    return given.items.flatMap((item) => (item.kind === 'string' ? [[...before, ...partsOf(item.value)]] : []));
  if (given?.kind !== 'object') return [];
  return [...given.properties].flatMap(([key, value]) => {
    const name = relationUnder(key, value);
    if (value === FALSE || key.startsWith('$') || name === undefined) return [];
    const path = [...before, name];
    return value.kind === 'object' ? [path, ...namedPaths(value, path)] : [path];
  });
}

/** Lists the paths that relations name whose own relations stand under `option`: `{ posts: { with: { tags: true } } }`. */
export function nestedPaths(relations: Expression | undefined, option: string, before: Path = []): readonly Path[] {
  return [...(definedObject(relations)?.properties ?? [])].flatMap(([name, value]) => {
    if (value === FALSE) return [];
    const path = [...before, name];
    return [path, ...nestedPaths(definedObject(value)?.properties.get(option), option, path)];
  });
}

/** The relation that a key stands for: with `$relation`, as in `{ cats: { $relation: 'pets' } }`, the key is a name for it. */
function relationUnder(key: string, value: Expression): string | undefined {
  const aliased = value.kind === 'object' ? value.properties.get('$relation') : undefined;
  if (!aliased) return key;
  return aliased.kind === 'string' ? aliased.value : undefined;
}

/** `posts.tags`, of which the last part may have a hint behind a colon. */
const partsOf = (text: string): Path => text.replace(/:\w+$/, '').split('.');

/** A name by which rows of a model are loaded. */
export interface IncludedName {
  readonly name: string;
  /** The model whose association it is meant to be; undefined where the code does not show it. */
  readonly model: Expression | undefined;
}

/** The names by which Sequelize includes associations of `model`, at any depth: `'posts'`, `{ association: 'posts' }`, `{ model, as: 'posts' }`. */
export function includedNames(include: Expression | undefined, model: Expression | undefined): readonly IncludedName[] {
  const given = definitionOf(include);
  if (given?.kind === 'string') return [{ name: given.value, model }];
  if (given?.kind === 'array') return given.items.flatMap((item) => includedNames(item, model));
  if (given?.kind !== 'object') return [];
  const named = given.properties.get('association') ?? given.properties.get('as');
  const below = includedNames(given.properties.get('include'), given.properties.get('model'));
  return named?.kind === 'string' ? [{ name: named.value, model }, ...below] : below;
}
