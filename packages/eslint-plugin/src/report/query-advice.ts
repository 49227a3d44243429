import type { QuerySite } from '../analysis/reach/query.js';

/** What to do instead of `query` per element, in the words of its library; undefined for a function of the project's settings. */
export function adviceOn({ kind, relation, orm }: QuerySite): string | undefined {
  const { read, lazyRelation } = orm?.advice ?? {};
  if (kind !== 'lazy-relation' || lazyRelation === undefined) return read;
  return relation === undefined && lazyRelation.includes('{{relation}}') ? read : lazyRelation;
}
