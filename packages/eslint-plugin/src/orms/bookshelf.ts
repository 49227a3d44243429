import { bookshelfEager } from './eager/bookshelf-eager.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const SELF: MemberFacts = { returns: { is: 'self' } };
const RELATIONS = ['hasMany', 'hasOne', 'belongsTo', 'belongsToMany', 'morphMany', 'morphOne', 'morphTo', 'through'];
const role = (name: string) => ({ returns: { is: 'role', role: name } }) as const;
const LAZY: MemberFacts = { executes: 'read', isLazyRelation: true };

/** What a model and what it makes have alike: a query that is put together and fetched. */
const fetching: RoleFacts['members'] = {
  fetch: { executes: 'read', eagerArgument: 0, ...role('row') },
  ...each(['fetchAll', 'fetchPage'], { executes: 'read', eagerArgument: 0, ...role('collection') }),
  count: { executes: 'read' },
  ...each(['save', 'destroy'], { executes: 'write', ...role('row') }),
  ...each(['where', 'query', 'orderBy', 'forge', 'set', 'clone'], SELF),
  ...each(RELATIONS, role('relation')),
};

/** A row: what it asks of its relations is one query for it alone, whether they were loaded or not. */
const row: RoleFacts = {
  label: 'Model',
  members: {
    ...fetching,
    refresh: { executes: 'read', ...SELF },
    load: { ...LAZY, ...SELF },
    related: role('relation'),
    ...each(['get', 'toJSON', 'serialize', 'has', 'isNew', 'on', 'off', 'pivot'], {}),
  },
};

const collection: RoleFacts = {
  label: 'Collection',
  items: 'row',
  rows: 'row',
  members: {
    ...each(['fetch', 'fetchPage'], { executes: 'read', eagerArgument: 0, ...SELF }),
    fetchOne: { executes: 'read', eagerArgument: 0, ...role('row') },
    count: { executes: 'read' },
    // The relations of all its rows at once.
    load: { executes: 'read', ...SELF },
    ...each(['create', 'invokeThen'], { executes: 'write' }),
    ...each(['where', 'query', 'orderBy', 'clone'], SELF),
    ...each(['toArray', 'slice', 'filter', 'sortBy'], { returns: { is: 'rows' } }),
    ...each(['at', 'first', 'last', 'find', 'get'], { returns: { is: 'row' } }),
    models: { isProperty: true, returns: { is: 'rows' } },
    ...each(['toJSON', 'serialize', 'pluck', 'isEmpty', 'on', 'off'], {}),
  },
};

/** A relation of one row, a collection or a row of its own. */
const relation: RoleFacts = {
  label: 'Model.related',
  items: 'row',
  rows: 'row',
  isLazyRelation: true,
  members: {
    ...collection.members,
    ...each(['fetch', 'fetchAll', 'fetchPage', 'fetchOne', 'count', 'load', 'refresh'], { executes: 'read', ...SELF }),
    ...each(['attach', 'detach', 'updatePivot', 'save', 'destroy', 'set'], { executes: 'write' }),
    ...each([...RELATIONS, 'withPivot'], SELF),
    related: SELF,
    get: {},
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
        model: role('modelClass'),
        collection: role('collectionClass'),
        Model: { isProperty: true, ...role('modelClass') },
        Collection: { isProperty: true, ...role('collectionClass') },
        transaction: { callback: { parameters: [] } },
      },
    },
    modelClass: {
      label: 'Model',
      instances: 'row',
      // `new Post({ id })`, and `Post({ id })` in old code.
      call: role('row'),
      members: { ...fetching, ...each(['where', 'query', 'forge'], role('row')), extend: role('modelClass') },
    },
    collectionClass: {
      label: 'Collection',
      instances: 'collection',
      call: role('collection'),
      members: { ...each(['where', 'query', 'forge'], role('collection')), extend: role('collectionClass') },
    },
    row,
    collection,
    relation,
  },
  eager: bookshelfEager,
  advice: {
    read: 'Load them with the rows (`withRelated: […]`), or all at once (`collection.load([…])`, `whereIn`) and take each from a `Map`.',
    lazyRelation:
      "Load `{{relation}}` with the rows (`withRelated: ['{{relation}}']`) and use `related('{{relation}}')`, or call `collection.load(['{{relation}}'])` once.",
  },
};
