import type { EagerFacts } from './eager-facts.js';

/** @see https://mikro-orm.io/docs/nested-populate */
export const mikroOrmEager: EagerFacts = {
  option: 'populate',
  ignored: ['include', 'includes', 'relations', 'relation', 'with', 'withRelated'],
  written: 'populate: […]',
  wildcards: ['*', '$infer'],
  declared: {
    by: 'decorators',
    relations: ['OneToOne', 'OneToMany', 'ManyToOne', 'ManyToMany'],
    embedded: ['Embedded'],
    inheritance: [],
    inheritanceOptions: ['discriminatorColumn', 'discriminatorMap', 'discriminatorValue', 'extends', 'inheritance'],
    allowsProperties: true,
    schema: {
      relations: 'properties',
      target: 'entity',
      embedded: 'embeddables',
      inheritance: ['discriminatorColumn', 'discriminatorMap', 'discriminatorValue', 'extends', 'inheritance'],
    },
  },
};
