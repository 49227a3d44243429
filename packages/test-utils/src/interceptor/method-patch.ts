import { isMethod, type Method } from './driver.js';

/**
 * Replaces a method by what `wrap` makes of it, with the same descriptor, name and length.
 *
 * @param target - Object that holds or inherits the method.
 * @param wrap - Is given the original, or for an inherited method a function that looks it up at each call.
 * @returns A function that puts the exact descriptor back. Where somebody replaced the method since, it does nothing: the
 *   replacement must then pass through by itself.
 */
export function patchMethod(target: object, key: string, wrap: (original: Method) => Method): () => void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  const held: unknown = before?.value;
  const original = isMethod(held) ? held : inheritedMethod(target, key);
  const replacement = wrap(original);
  Object.defineProperty(replacement, 'name', { value: key, configurable: true });
  Object.defineProperty(replacement, 'length', { value: original.length, configurable: true });
  const flags = before ?? { configurable: true, enumerable: false, writable: true };
  Object.defineProperty(target, key, { ...flags, value: replacement });
  return () => {
    if (Object.getOwnPropertyDescriptor(target, key)?.value !== replacement) return;
    if (before === undefined) Reflect.deleteProperty(target, key);
    else Object.defineProperty(target, key, before);
  };
}

function inheritedMethod(target: object, key: string): Method {
  const parent = Object.getPrototypeOf(target) as Readonly<Record<string, unknown>>;
  return function inherited(this: unknown, ...args) {
    const method = parent[key];
    return isMethod(method) ? method.apply(this, args) : undefined;
  };
}
