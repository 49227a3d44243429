/** What one ORM knows of the relations of its entities. Nothing in it may send a query. */
export interface RelationReader {
  /** Whether a value is an entity of this ORM, or stands for one. */
  readonly reads: (value: object) => boolean;
  /** The entity itself; undefined where only its key is known. */
  readonly entityOf?: (value: object) => object | undefined;
  /** Names that a path may go on with; undefined where the entity can't tell. */
  readonly namesOf: (entity: object) => readonly string[] | undefined;
  /** What a relation holds, null where it is loaded and empty, undefined where it is not loaded. */
  readonly valueOf: (entity: object, name: string) => unknown;
  /** How rows are loaded with a path of relations, in the ORM's own terms, as code between backticks. */
  readonly eagerForm: (path: readonly string[]) => string;
}

/** Writes a path as nested objects: `{ posts: { include: { author: true } } }`. */
export function nestedObjects([name = '', ...others]: readonly string[], keyword?: string): string {
  if (others.length === 0) return `{ ${name}: true }`;
  const inner = nestedObjects(others, keyword);
  return `{ ${name}: ${keyword === undefined ? inner : `{ ${keyword}: ${inner} }`} }`;
}

/** Reads a property without a type. */
export function read(value: object, key: string): unknown {
  return Reflect.get(value, key);
}

/** Reads a property of the class of an object. */
export function readOfClass(value: object, key: string): unknown {
  const constructor = read(value, 'constructor');
  return typeof constructor === 'function' ? read(constructor, key) : undefined;
}
