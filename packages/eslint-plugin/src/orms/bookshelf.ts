import { bookshelfEager } from './eager/bookshelf-eager.js';
import { type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const READS = ['fetch', 'fetchAll', 'fetchPage', 'fetchOne', 'count', 'refresh', 'load'] as const;
const WRITES = ['save', 'destroy', 'create', 'invokeThen', 'attach', 'detach', 'updatePivot'] as const;

const model: RoleFacts = {
  label: 'Model',
  members: {
    ...each(READS, { executes: 'read', eagerArgument: 0 }),
    ...each(WRITES, { executes: 'write' }),
    ...each(['where', 'query', 'orderBy', 'forge', 'set', 'clone', 'related', 'pivot', 'withPivot'], {
      returns: { is: 'self' },
    }),
    ...each(['get', 'toJSON', 'serialize', 'has', 'isNew', 'at', 'pluck', 'models', 'on', 'off'], {}),
    ...each(['hasMany', 'hasOne', 'belongsTo', 'belongsToMany', 'morphMany', 'morphOne', 'morphTo', 'through'], {
      returns: { is: 'self' },
    }),
  },
};

/**
 * Bookshelf 1. A relation is a collection that queries when it is fetched.
 *
 * @see https://bookshelfjs.org/api.html
 */
export const bookshelf: OrmFacts = {
  name: 'Bookshelf',
  packages: ['bookshelf'],
  exports: { default: { returns: { is: 'role', role: 'bookshelf' } } },
  roles: {
    bookshelf: {
      label: 'bookshelf',
      members: {
        model: { returns: { is: 'role', role: 'model' } },
        collection: { returns: { is: 'role', role: 'model' } },
        Model: { isProperty: true, returns: { is: 'role', role: 'modelClass' } },
        transaction: { callback: { parameters: [] } },
      },
    },
    modelClass: { label: 'Model', members: { extend: { returns: { is: 'role', role: 'model' } }, ...model.members } },
    model,
  },
  eager: bookshelfEager,
  advice: {
    read: 'Load them with the rows (`withRelated: […]`), or all at once (`collection.load([…])`, `whereIn`) and take each from a `Map`.',
  },
};
