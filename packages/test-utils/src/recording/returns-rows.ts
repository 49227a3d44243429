import type { Query } from './query.js';

/**
 * Answers whether the rows of a query came back from the server: the number of a plain write is that of the rows which it
 * changed.
 */
export function returnsRows({ kind, shape }: Pick<Query, 'kind' | 'shape'>): boolean {
  if (kind === 'select') return true;
  return kind === 'copy' ? / to stdout\b/.test(shape) : /\breturning\b|^fetch\b/.test(shape);
}
