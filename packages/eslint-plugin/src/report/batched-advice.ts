import type { QuerySite } from '../analysis/reach/query.js';

const ADVICE_WITHOUT_ORM = 'Ask for all of them in one query before the loop and take each from a `Map`.';

/** Says how to ask for all elements of a loop at once, in the words of the query's ORM. */
export function batchedAdvice({ orm, relation }: QuerySite): string {
  const advice = relation === undefined ? orm?.advice.read : orm?.advice.lazyRelation;
  return (advice ?? ADVICE_WITHOUT_ORM).replaceAll('{{relation}}', relation ?? '');
}
