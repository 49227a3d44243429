import type { Expression, ObjectExpression } from '../facts/expression.js';
import { expressionsIn } from '../facts/expressions-in.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { type SchemaParts, addResolver, functionsOf, objectsOf } from './schema-parts.js';

/** The method of a map that a gateway calls for each reference. */
const REFERENCE = '__resolveReference';

/** The objects that make up `object`: itself and what is spread into it. */
function layersOf(object: ObjectExpression, parts: SchemaParts, depth = 0): readonly ObjectExpression[] {
  if (depth > 3) return [object];
  const spread = object.others.flatMap((other) => objectsOf(other, parts.evaluator));
  return [object, ...spread.flatMap((layer) => layersOf(layer, parts, depth + 1))];
}

function collectMap(type: string, map: ObjectExpression, parts: SchemaParts): void {
  for (const { properties } of layersOf(map, parts)) {
    for (const [field, value] of properties) {
      const isReference = field === REFERENCE;
      if (!isReference && !parts.graph.hasField(type, field)) continue;
      const written = value.kind === 'object' ? value.properties.get('resolve') : value;
      for (const fn of functionsOf(written, parts.evaluator))
        addResolver(
          parts,
          { function: fn, types: [type], field, parent: 0, isAlwaysListed: isReference },
          parts.graph.typeOf(type, field),
        );
    }
  }
}

/** Collects the functions of objects that hold resolvers by type and field: `{ User: { posts: (parent) => … } }`. */
export function collectResolverMaps(module: ModuleFacts, parts: SchemaParts): void {
  const { graph, evaluator } = parts;
  const isType = (name: string): boolean => graph.hasType(name);
  for (const expression of expressionsIn(module)) {
    if (expression.kind !== 'object') continue;
    for (const [name, value] of expression.properties) {
      if (isType(name) && mayHoldMap(value))
        for (const map of objectsOf(value, evaluator)) collectMap(name, map, parts);
    }
  }
}

function mayHoldMap({ kind }: Expression): boolean {
  return kind === 'object' || kind === 'reference' || kind === 'member' || kind === 'call' || kind === 'cast';
}
