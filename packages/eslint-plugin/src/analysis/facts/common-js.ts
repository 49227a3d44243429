import type { Expression } from './expression.js';
import { globalName } from './global-name.js';

/** `module.exports` or `exports`, as far as no local name hides them. */
export function isCommonJsExports(target: Expression): boolean {
  if (target.kind !== 'member') return globalName(target) === 'exports';
  return target.name === 'exports' && globalName(target.object) === 'module';
}
