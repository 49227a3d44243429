import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';
import { mongooseRows } from './per-row/mongoose-rows.js';

const READS = [
  ...['findOne', 'findById', 'countDocuments', 'estimatedDocumentCount', 'exists', 'distinct', 'aggregate', 'populate'],
] as const;
const WRITES = [
  ...[
    'create',
    'insertMany',
    'insertOne',
    'bulkWrite',
    'bulkSave',
    'updateOne',
    'updateMany',
    'replaceOne',
    'deleteOne',
  ],
  ...[
    'deleteMany',
    'findOneAndUpdate',
    'findByIdAndUpdate',
    'findOneAndDelete',
    'findByIdAndDelete',
    'findOneAndReplace',
  ],
] as const;
const LAZY: MemberFacts = { executes: 'read', isLazyRelation: true };

const model: RoleFacts = {
  label: 'Model',
  members: {
    ...each(READS, { executes: 'read', returns: { is: 'role', role: 'query' } }),
    find: { executes: 'read', returns: { is: 'role', role: 'query' } },
    ...each(WRITES, { executes: 'write', returns: { is: 'role', role: 'query' } }),
    ...each(['hydrate', 'castObject', 'schema', 'modelName', 'discriminator'], {}),
  },
};

/**
 * Mongoose 6 to 9.
 *
 * @see https://mongoosejs.com/docs/queries.html
 */
export const mongoose: OrmFacts = {
  name: 'Mongoose',
  packages: ['mongoose'],
  exports: {
    model: { returns: { is: 'role', role: 'model' } },
    Model: { role: 'model' },
    ...Object.fromEntries(['Document', 'HydratedDocument'].map((name) => [name, { role: 'row' }])),
    Schema: { role: 'schema' },
    default: { role: 'mongoose' },
  },
  roles: {
    mongoose: { label: 'mongoose', members: { model: { returns: { is: 'role', role: 'model' } } } },
    model,
    schema: {
      label: 'Schema',
      members: {
        virtual: { returns: { is: 'role', role: 'virtual' } },
        ...each(['post', 'pre', 'set', 'plugin', 'index', 'add', 'method', 'static'], { returns: { is: 'self' } }),
      },
    },
    virtual: { label: 'VirtualType', members: { ...each(['get', 'set'], { returns: { is: 'self' } }) } },
    /** What a model's method gives: its query has been counted there. */
    query: { label: 'Query', members: {}, others: { returns: { is: 'self' } } },
    row: {
      label: 'Document',
      members: {
        populate: LAZY,
        ...each(['save', 'updateOne', 'deleteOne', 'replaceOne'], { executes: 'write' }),
        ...each(['toObject', 'toJSON', 'get', 'set', 'populated', 'depopulate', 'validate'], {}),
      },
    },
  },
  rows: mongooseRows,
  advice: {
    read: 'Load them with the rows (`populate`), or all at once before the loop (`{ _id: { $in: ids } }`) and take each from a `Map`.',
    lazyRelation: 'Populate `{{relation}}` in their query, or call `Model.populate(rows, …)` once.',
  },
};
