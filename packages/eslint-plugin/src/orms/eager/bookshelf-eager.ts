import type { EagerFacts } from './eager-facts.js';

/** @see https://bookshelfjs.org/api.html#Model-instance-fetchAll */
export const bookshelfEager: EagerFacts = {
  option: 'withRelated',
  ignored: ['include', 'includes', 'relations', 'relation', 'populate', 'with'],
  written: 'withRelated: […]',
  declared: {
    by: 'members',
    makers: { model: 1, extend: 0 },
    methods: ['hasMany', 'hasOne', 'belongsTo', 'belongsToMany', 'morphMany', 'morphOne', 'morphTo'],
  },
};
