import type { EagerFacts } from './eager-facts.js';

/** @see https://bookshelfjs.org/api.html#Model-instance-fetchAll */
export const bookshelfEager: EagerFacts = {
  option: 'withRelated',
  ignored: ['include', 'includes', 'relations', 'relation', 'populate', 'with'],
  written: 'withRelated: […]',
};
