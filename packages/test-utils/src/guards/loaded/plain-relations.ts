import { nestedObjects, type RelationReader } from './relation-reader.js';
import { valueOfGetter } from './typeorm-relations.js';

/** Plain objects, as Prisma and Drizzle answer them: what is loaded is a property, and nothing tells what could be. */
export const plainRelations: RelationReader = {
  reads: () => true,
  namesOf: () => undefined,
  // Entities of TypeORM that are declared by schemas are among them.
  valueOf: valueOfGetter,
  eagerForm: (path) =>
    `\`include: ${nestedObjects(path, 'include')}\` in Prisma, \`with: ${nestedObjects(path, 'with')}\` in Drizzle`,
};
