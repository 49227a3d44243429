import { nestedObjects, read, type RelationReader } from './relation-reader.js';

/** What TypeORM notes of a decorated property or class. */
interface Noted {
  readonly target: unknown;
  readonly propertyName?: unknown;
}

/**
 * Entities of TypeORM that are declared by decorators. A lazy relation is a getter of the entity itself, which sends its
 * query when it is read; what it has loaded lies beside it.
 *
 * @see https://github.com/typeorm/typeorm/blob/master/src/query-builder/RelationLoader.ts
 */
export const typeormRelations: RelationReader = {
  reads: (value) => notedOf(value, ['tables', 'relations', 'embeddeds']).length > 0,
  namesOf: (entity) => notedOf(entity, ['relations', 'embeddeds']).map(({ propertyName }) => String(propertyName)),
  valueOf: valueOfGetter,
  eagerForm: (path) => `\`relations: ${nestedObjects(path)}\``,
};

/** Reads a property that may be a lazy relation of TypeORM: a getter of the entity itself is not called. */
export function valueOfGetter(entity: object, name: string): unknown {
  if (Object.getOwnPropertyDescriptor(entity, name)?.get === undefined) return read(entity, name);
  const held = read(entity, `__${name}__`);
  return held === undefined && read(entity, `__has_${name}__`) === true ? null : held;
}

/** TypeORM keeps what decorators note in a global, shared by all copies of it. */
function notedOf(entity: object, lists: readonly string[]): readonly Noted[] {
  const storage = read(globalThis, 'typeormMetadataArgsStorage');
  if (typeof storage !== 'object' || storage === null) return [];
  const classes = new Set(classesOf(entity));
  return lists.flatMap((list) => {
    const noted = read(storage, list);
    return Array.isArray(noted) ? (noted as readonly Noted[]).filter(({ target }) => classes.has(target)) : [];
  });
}

/** Decorators of a superclass count for its subclasses. */
function classesOf(entity: object): readonly unknown[] {
  const classes: unknown[] = [];
  for (
    let prototype = Object.getPrototypeOf(entity) as object | null;
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    classes.push(read(prototype, 'constructor'));
  }
  return classes;
}
