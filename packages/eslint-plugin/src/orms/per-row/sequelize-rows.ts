import type { RowHookFacts } from './row-hook-facts.js';

const GETTER = 'Sequelize runs for each row whose attribute is read, as `toJSON()` does';

/**
 * `afterFind` is not among them: it runs once per query and gets all rows at once.
 *
 * @see https://sequelize.org/docs/v6/core-concepts/getters-setters-virtuals/
 */
export const sequelizeRows: readonly RowHookFacts[] = [
  { by: 'argument', role: 'model', method: 'init', argument: 0, path: ['*', 'get'], row: 'this', runs: GETTER },
  { by: 'argument', role: 'sequelize', method: 'define', argument: 1, path: ['*', 'get'], row: 'this', runs: GETTER },
  { by: 'decorator', names: ['Column'], row: 'this', runs: GETTER },
  { by: 'decorator-argument', names: ['Column'], row: 'this', runs: GETTER },
];
