import type { CallExpression } from '../facts/expression.js';
import type { HandleValue, MethodValue } from './value.js';

/** What calling a handle itself does, or using it as a tag, as a method of it. */
export function callable(handle: HandleValue, { isTag }: Pick<CallExpression, 'isTag'>): MethodValue {
  const { call, tag } = handle.role;
  return { kind: 'method', handle, name: '', facts: (isTag ? tag : undefined) ?? call ?? {} };
}
