import { read, type RelationReader } from './relation-reader.js';

/**
 * What MikroORM attaches to its entities.
 *
 * @see https://github.com/mikro-orm/mikro-orm/blob/v6.6.16/packages/core/src/entity/WrappedEntity.ts
 */
interface Helper {
  readonly __meta: { readonly properties: Readonly<Record<string, Property>> };
  isInitialized(): boolean;
}

interface Property {
  /** Named `reference` before version 6. */
  readonly kind?: string;
  readonly reference?: string;
}

/** A `Ref`, in which a to-one relation may be wrapped, or a `Collection`. */
interface Wrapper {
  isInitialized(): boolean;
  unwrap?(): object;
  getItems?(check: boolean): object;
}

const traversable = new Set(['m:1', '1:m', 'm:n', '1:1', 'embedded']);

/** Entities of MikroORM, of which only the key may be known, and the wrappers around them. */
export const mikroOrmRelations: RelationReader = {
  reads: (value) => isWrapper(value) || helperOf(value) !== undefined,
  entityOf: (value) => {
    if (!isWrapper(value)) return helperOf(value)?.isInitialized() === false ? undefined : value;
    return value.isInitialized() ? (value.getItems?.(false) ?? value.unwrap?.()) : undefined;
  },
  namesOf: (entity) =>
    Object.entries(helperOf(entity)?.__meta.properties ?? {})
      .filter(([, { kind, reference }]) => traversable.has(kind ?? reference ?? ''))
      .map(([name]) => name),
  valueOf: read,
  eagerForm: (path) => `\`populate: ['${path.join('.')}']\``,
};

function helperOf(value: object): Helper | undefined {
  const helper = '__helper' in value ? value.__helper : undefined;
  return typeof helper === 'object' && helper !== null && '__meta' in helper ? (helper as Helper) : undefined;
}

/** Entities can have `isInitialized()` themselves. */
function isWrapper(value: object): value is Wrapper {
  const has = (method: string) => typeof read(value, method) === 'function';
  return has('isInitialized') && (has('getItems') || has('unwrap'));
}
