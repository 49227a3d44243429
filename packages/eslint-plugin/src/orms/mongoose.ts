import { type MemberFacts, type OrmFacts, type Returned, type RoleFacts, each } from './orm-facts.js';
import { mongooseRows } from './per-row/mongoose-rows.js';

const gives = (role: string) => ({ returns: { is: 'role', role } }) as const;
const NUMBERS = ['countDocuments', 'estimatedDocumentCount', 'exists', 'distinct', 'aggregate', 'populate'] as const;
const WRITES = [
  ...['create', 'insertMany', 'insertOne', 'bulkWrite', 'bulkSave'],
  ...['updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany'],
] as const;
const WRITES_OF_ONE = [
  ...['findOneAndUpdate', 'findByIdAndUpdate', 'findOneAndDelete', 'findByIdAndDelete', 'findOneAndReplace'],
] as const;
const SELF: MemberFacts = { returns: { is: 'self' } };
/** Populates again where the query that loaded the document has populated it. */
const LAZY: MemberFacts = { executes: 'read', isLazyRelation: true };

const querying = (brings: Returned): RoleFacts => ({
  label: 'Query',
  brings,
  rows: 'row',
  // Plain objects have no methods.
  members: { lean: gives('query'), cursor: gives('cursor'), exec: { returns: brings } },
  others: SELF,
});

const model: RoleFacts = {
  label: 'Model',
  call: gives('row'),
  members: {
    ...each(NUMBERS, { executes: 'read', ...gives('query') }),
    find: { executes: 'read', ...gives('rowsQuery') },
    ...each(['findOne', 'findById'], { executes: 'read', ...gives('rowQuery') }),
    ...each(WRITES, { executes: 'write', ...gives('query') }),
    ...each(WRITES_OF_ONE, { executes: 'write', ...gives('rowQuery') }),
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
    query: { label: 'Query', members: {}, others: SELF },
    rowQuery: querying({ is: 'row' }),
    rowsQuery: querying({ is: 'rows' }),
    cursor: { label: 'QueryCursor', items: 'row', members: {} },
    row: {
      label: 'Document',
      members: {
        populate: { ...LAZY, ...SELF },
        execPopulate: SELF,
        ...each(['save', 'updateOne', 'deleteOne', 'replaceOne'], { executes: 'write' }),
        ...each(['toObject', 'toJSON', 'get', 'set', 'populated', 'depopulate', 'validate'], {}),
      },
    },
  },
  rows: mongooseRows,
  advice: {
    read: 'Load them with the rows (`populate`), or all at once before the loop (`{ _id: { $in: ids } }`) and take each from a `Map`.',
    lazyRelation:
      "Populate `{{relation}}` in their query (`.populate('{{relation}}')`), or call `Model.populate(rows, '{{relation}}')` once.",
  },
};
