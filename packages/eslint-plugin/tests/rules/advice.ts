/** What messages recommend instead of a TypeORM query per element. */
export const TYPEORM_READ =
  'Load them with the rows (`relations: { … }`), or all at once before the loop (`In(ids)`) and take each from a `Map`.';

/** What messages recommend instead of a query of node-postgres per element. */
export const PG_READ =
  'Ask for all of them in one query before the loop (`WHERE id = ANY($1)`) and take each row from a `Map`.';
