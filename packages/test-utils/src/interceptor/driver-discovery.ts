import { isMethod } from './driver.js';

/** Whether this is the prototype of node-postgres' `Client`, JavaScript or native, and not of a subclass. */
export function isClientPrototype(prototype: object): boolean {
  return owns(prototype, 'query') && owns(prototype, '_pulseQueryQueue') && owns(prototype, 'getTypeParser');
}

/** Whether this is the prototype of the JavaScript driver's own `Query`, and not of a subclass. */
export function isQueryPrototype(prototype: object): boolean {
  return (
    owns(prototype, 'requiresPreparation') &&
    ['submit', 'handleReadyForQuery'].every((method) => owns(prototype, method))
  );
}

/** Whether this is the prototype of pg-pool's `Pool`, and not of a subclass. */
export function isPoolPrototype(prototype: object): boolean {
  return (
    owns(prototype, 'query') &&
    owns(prototype, 'connect') &&
    owns(prototype, '_pulseQueue') &&
    owns(prototype, 'newClient')
  );
}

/**
 * Answers the prototypes of all classes that CommonJS modules export: a client that connected before the interceptor was
 * applied shows in no constructor any more.
 */
export function* exportedPrototypes(): Generator<object> {
  for (const module of Object.values(loadedModules())) {
    const exported: unknown = module?.exports;
    if (!isMethod(exported)) continue;
    const prototype: unknown = Object.getOwnPropertyDescriptor(exported, 'prototype')?.value;
    if (typeof prototype === 'object' && prototype !== null) yield prototype;
  }
}

/**
 * Answers the CommonJS modules that are loaded; none where this file was bundled into an ES module.
 */
export function loadedModules(): NodeJS.Dict<NodeJS.Module> {
  return typeof require === 'function' ? require.cache : {};
}

// Never `in` or a read: accessors of foreign objects must not run.
function owns(prototype: object, method: string): boolean {
  return isMethod(Object.getOwnPropertyDescriptor(prototype, method)?.value);
}
