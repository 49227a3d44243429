import { isObject } from '../../interceptor/driver.js';
import { read, readOfClass, type RelationReader } from './relation-reader.js';

/** Instances of Sequelize: what `include` has loaded is among the values of columns. */
export const sequelizeRelations: RelationReader = {
  reads: (value) => isObject(readOfClass(value, 'associations')) && isObject(read(value, 'dataValues')),
  namesOf: (entity) => Object.keys(readOfClass(entity, 'associations') as object),
  valueOf: (entity, name) => read(read(entity, 'dataValues') as object, name),
  eagerForm: (path) => `\`include: ${includeOf(path)}\``,
};

function includeOf([name = '', ...others]: readonly string[]): string {
  return others.length === 0 ? `['${name}']` : `[{ association: '${name}', include: ${includeOf(others)} }]`;
}
