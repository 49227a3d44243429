import type { CallExpression, Expression } from './expression.js';
import { isNamed } from './global-name.js';

const CONTINUING = new Set(['then', 'catch', 'finally']);

/** `resolve` and `reject` of `new Promise((resolve, reject) => …)`. */
function settlesPromise(expression: Expression): boolean {
  if (expression.kind !== 'reference' || !expression.binding?.parameter) return false;
  const made = expression.binding.owner.argumentOf?.call;
  return made?.isNew === true && isNamed(made.callee, 'Promise');
}

/** Whether somebody is told of the end of `call`, or of what it goes on from. */
function tells({ callee, args }: CallExpression): boolean {
  const isContinued = callee.kind === 'member' && CONTINUING.has(callee.name);
  if (args.some((arg) => settlesPromise(arg) || (isContinued && arg.kind === 'reference' && arg.binding?.parameter)))
    return true;
  return callee.kind === 'member' && callee.object.kind === 'call' && tells(callee.object);
}

/** Whether nobody waits for `call`: `void tell(user)`, but not `void tell(user).then(resolve)`. */
export function isDetached({ voided }: CallExpression): boolean {
  return voided !== undefined && !tells(voided);
}
