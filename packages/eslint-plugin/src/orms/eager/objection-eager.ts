import type { EagerFacts } from './eager-facts.js';

/** @see https://vincit.github.io/objection.js/guide/relations.html */
export const objectionEager: EagerFacts = {
  written: "withGraphFetched('…')",
  expressions: { withGraphFetched: 0, withGraphJoined: 0, fetchGraph: 1, $fetchGraph: 0 },
  declared: { by: 'mappings', member: 'relationMappings', target: 'modelClass' },
};
