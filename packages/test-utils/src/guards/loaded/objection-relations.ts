import { read, readOfClass, type RelationReader } from './relation-reader.js';

/** Models of Objection: what is loaded is a property, a relation without rows included. */
export const objectionRelations: RelationReader = {
  reads: (value) =>
    typeof readOfClass(value, 'getRelations') === 'function' && typeof read(value, '$relatedQuery') === 'function',
  namesOf: (entity) => {
    const model = read(entity, 'constructor') as { getRelations(): object };
    return Object.keys(model.getRelations());
  },
  valueOf: read,
  eagerForm: (path) => `\`.withGraphFetched('${path.join('.')}')\``,
};
