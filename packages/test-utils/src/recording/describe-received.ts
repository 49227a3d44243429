import { types } from 'node:util';

/**
 * Says what was given in place of something else, for a message.
 *
 * @param anObject - What an object is called. Defaults to `an object`.
 */
export function describeReceived(value: unknown, anObject = 'an object'): string {
  if (types.isPromise(value)) return 'a Promise';
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? anObject : `a ${typeof value}`;
}
