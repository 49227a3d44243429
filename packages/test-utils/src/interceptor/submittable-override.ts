import type { Method, Submittable } from './driver.js';

/**
 * Gives a query object of the application a method of its own, not enumerable, so that a cursor or stream prints as ever.
 * Does nothing where the object is frozen.
 */
export function overrideHidden(submittable: Submittable, key: string, method: Method): void {
  Reflect.defineProperty(submittable, key, { value: method, configurable: true, enumerable: false, writable: true });
}

/** Gives a query object of the driver, that nobody else sees, a method of its own: four times faster. */
export function overrideInner(submittable: Submittable, key: string, method: Method): void {
  submittable[key] = method;
}
