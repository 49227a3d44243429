import { EventEmitter } from 'node:events';
import type { Method } from './driver.js';
import { patchMethod } from './method-patch.js';

/**
 * Sees every event emitter of the thread when it is built.
 *
 * `EventEmitter.init` runs for each of them, and core modules are one object in all module registries, vm contexts and
 * bundles of a thread. pg's clients, pools and queries are emitters in every version, whatever file they were loaded from.
 */
export class EmitterHook {
  /** Is shown each new emitter until it answers true, before the constructors of its subclasses have run. */
  expected: ((emitter: object) => boolean) | undefined;
  readonly #seen = new WeakSet<object>([EventEmitter.prototype]);
  readonly #examine: (prototype: object) => void;

  /** @param examine - Is given each prototype once, before the first emitter of its class can be used. */
  constructor(examine: (prototype: object) => void) {
    this.#examine = examine;
  }

  /** Starts to watch. @returns A function that stops it and restores the descriptor. */
  install(): () => void {
    let watching = true;
    const see = this.#see.bind(this);
    const restore = patchMethod(EventEmitter, 'init', (original: Method) => {
      return function init(this: unknown, options) {
        if (watching) see(this as object);
        return original.call(this, options);
      };
    });
    return () => {
      watching = false;
      restore();
    };
  }

  /** Examines a prototype and those that it inherits from. */
  inspect(prototype: object | null): void {
    for (
      let next = prototype;
      next !== null && !this.#seen.has(next);
      next = Object.getPrototypeOf(next) as object | null
    ) {
      this.#seen.add(next);
      this.#examine(next);
    }
  }

  #see(emitter: object): void {
    const prototype = Object.getPrototypeOf(emitter) as object | null;
    if (prototype !== null && !this.#seen.has(prototype)) this.inspect(prototype);
    if (this.expected?.(emitter) === true) this.expected = undefined;
  }
}
