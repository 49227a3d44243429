import type { Expression } from './expression.js';

/** The name of a global, as far as no local name hides it; undefined for any other expression. */
export function globalName(expression: Expression): string | undefined {
  return expression.kind === 'reference' && !expression.binding ? expression.name : undefined;
}

/** Whether `expression` is called `name`: a global, or what a library has in its place, as in `import Promise from 'bluebird'`. */
export function isNamed(expression: Expression, name: string): boolean {
  return expression.kind === 'reference' && expression.name === name;
}
