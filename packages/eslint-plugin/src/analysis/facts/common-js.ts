import type { Expression } from './expression.js';

/** `module.exports` or `exports`, as far as no local name hides them. */
export function isCommonJsExports(target: Expression): boolean {
  if (target.kind === 'reference') return target.name === 'exports' && !target.binding;
  return (
    target.kind === 'member' &&
    target.name === 'exports' &&
    target.object.kind === 'reference' &&
    target.object.name === 'module' &&
    !target.object.binding
  );
}
