import type { EagerFacts } from './eager-facts.js';

/** @see https://typeorm.io/docs/working-with-entity-manager/find-options */
export const typeormEager: EagerFacts = {
  option: 'relations',
  ignored: ['include', 'includes', 'relation', 'populate', 'with', 'withRelated'],
  written: 'relations: { … }',
  conditionMethods: ['findBy', 'findOneBy', 'findOneByOrFail', 'findAndCountBy'],
  joins: {
    leftJoinAndSelect: 0,
    innerJoinAndSelect: 0,
    leftJoin: 0,
    innerJoin: 0,
    leftJoinAndMapOne: 1,
    leftJoinAndMapMany: 1,
    innerJoinAndMapOne: 1,
    innerJoinAndMapMany: 1,
  },
  declared: {
    by: 'decorators',
    relations: ['OneToOne', 'OneToMany', 'ManyToOne', 'ManyToMany', 'TreeParent', 'TreeChildren'],
    embedded: ['Column'],
    inheritance: ['TableInheritance', 'ChildEntity'],
    inheritanceOptions: [],
    allowsProperties: false,
    schema: {
      relations: 'relations',
      target: 'target',
      embedded: 'embeddeds',
      inheritance: ['extends', 'inheritance'],
    },
  },
};
