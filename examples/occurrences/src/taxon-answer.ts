import type { TaxonAnswer } from './answers.js';
import type { Taxon } from './entities/taxon.entity.js';

/** The part of a taxon that answers show. */
export function taxonAnswer({ id, name, rank, commonName }: Taxon): TaxonAnswer {
  return { id, name, rank, commonName };
}
