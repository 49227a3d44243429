import type { EagerFacts } from './eager-facts.js';

/** @see https://sequelize.org/docs/v6/advanced-association-concepts/eager-loading/ */
export const sequelizeEager: EagerFacts = {
  option: 'include',
  ignored: ['includes', 'relations', 'relation', 'populate', 'with', 'withRelated'],
  written: 'include: […]',
  declared: {
    by: 'associations',
    methods: ['hasMany', 'hasOne', 'belongsTo', 'belongsToMany'],
    decorators: ['HasMany', 'HasOne', 'BelongsTo', 'BelongsToMany'],
  },
};
