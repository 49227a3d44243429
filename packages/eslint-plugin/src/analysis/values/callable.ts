import type { HandleValue, MethodValue } from './value.js';

/** What calling a handle itself does, as a method of it. */
export function callable(handle: HandleValue): MethodValue {
  return { kind: 'method', handle, name: '', facts: handle.role.call ?? {} };
}
