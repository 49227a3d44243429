import type { EagerFacts } from './eager-facts.js';

/** @see https://orm.drizzle.team/docs/rqb */
export const drizzleEager: EagerFacts = {
  option: 'with',
  ignored: ['include', 'includes', 'relations', 'relation', 'populate', 'withRelated'],
  written: 'with: { … }',
  isOptionNested: true,
  declared: { by: 'tables', ofOne: ['relations'], ofAll: ['defineRelations', 'defineRelationsPart'] },
};
