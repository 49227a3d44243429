import { isMethod, propertyOf, type Method } from './driver.js';
import { loadedModules } from './driver-discovery.js';
import { patchMethod } from './method-patch.js';

const bluebirdFile = /[\\/]bluebird[\\/]js[\\/](?:release|main)[\\/]bluebird\.js$/;

/**
 * Has promises of Bluebird keep the asynchronous context of whoever made them, as native ones do.
 *
 * Bluebird runs the handlers of all its promises in one queue, in the context of whoever filled it first: of two captures
 * that are open at once, one would get queries of the other. Its option `asyncHooks` has handlers run in their own context,
 * but not the `then` of a query builder that a handler returns, which sends the query.
 *
 * @see http://bluebirdjs.com/docs/api/promise.config.html
 */
export class BluebirdContexts {
  readonly #seen = new WeakSet<object>();
  readonly #undo: (() => void)[] = [];
  #modules = 0;

  /** Looks for copies of Bluebird that were loaded since the last time. */
  keep(): void {
    const modules = loadedModules();
    const files = Reflect.ownKeys(modules);
    if (files.length === this.#modules) return;
    this.#modules = files.length;
    for (const file of files) {
      if (typeof file === 'string' && bluebirdFile.test(file)) this.#keepOf(modules[file]?.exports);
    }
  }

  /** Makes each copy what it was. */
  restore(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  #keepOf(bluebird: unknown): void {
    if (!isMethod(bluebird) || this.#seen.has(bluebird)) return;
    this.#seen.add(bluebird);
    const prototype: unknown = Reflect.get(bluebird, 'prototype');
    if (typeof prototype !== 'object' || prototype === null || !('_then' in prototype)) return;
    this.#undo.push(enableAsyncHooks(bluebird));
    this.#undo.push(patchMethod(prototype, '_then', (original) => adoptingThenables(original, bluebird)));
  }
}

/** Since Bluebird 3.5.5; older ones have no such option. */
function enableAsyncHooks(bluebird: Method): () => void {
  const [config, getContext] = [Reflect.get(bluebird, 'config'), Reflect.get(bluebird, '_getContext')] as unknown[];
  const isOn = !isMethod(getContext) || propertyOf(getContext.call(bluebird), 'async') !== null;
  if (isOn || !isMethod(config)) return () => undefined;
  config.call(bluebird, { asyncHooks: true });
  return () => {
    config.call(bluebird, { asyncHooks: false });
  };
}

function adoptingThenables(original: Method, bluebird: Method): Method {
  const resolve = Reflect.get(bluebird, 'resolve') as Method;
  const adopting = (handler: unknown): unknown =>
    isMethod(handler)
      ? function (this: unknown, ...args: unknown[]): unknown {
          const result = handler.apply(this, args);
          return isForeignThenable(result, bluebird) ? resolve.call(bluebird, result) : result;
        }
      : handler;
  return function _then(this: unknown, fulfilled, rejected, ...others) {
    // One function for both is `reflect()`, which Bluebird recognises by its identity.
    if (fulfilled === rejected) return original.call(this, fulfilled, rejected, ...others);
    return original.call(this, adopting(fulfilled), adopting(rejected), ...others);
  };
}

function isForeignThenable(value: unknown, bluebird: Method): boolean {
  return (
    typeof value === 'object' && value !== null && !(value instanceof bluebird) && isMethod(propertyOf(value, 'then'))
  );
}
