import type { QuerySite } from '../analysis/reach/query.js';

const ADVICE_WITHOUT_ORM = 'Ask for all of them in one query before the loop and take each from a `Map`.';

/** Says how to ask for all elements of a loop at once, in the words of the query's ORM. */
export function batchedAdvice({ kind, orm, relation }: QuerySite): string {
  const { read = ADVICE_WITHOUT_ORM, lazyRelation = read } = orm?.advice ?? {};
  const lazy = relation === undefined && lazyRelation.includes('{{relation}}') ? read : lazyRelation;
  return (kind === 'lazy-relation' ? lazy : read).replaceAll('{{relation}}', relation ?? '');
}
