import { EventEmitter } from 'node:events';
import type { Method } from './driver.js';
import { patchMethod } from './method-patch.js';

/**
 * Sees every event emitter of the thread when it is built.
 *
 * `EventEmitter.init` runs for each of them, and core modules are one object in all module registries, vm contexts and
 * bundles of a thread. pg's clients, pools and queries are emitters in every version, whatever file they were loaded from.
 */
export class EmitterHook<Expected extends object> {
  /** What the next emitters are shown with, until one is found to be meant. */
  expected: Expected | undefined;
  /** Looked at last: emitters of one class often come in a row. */
  #last: object | undefined;
  readonly #seen = new WeakSet<object>([EventEmitter.prototype]);
  readonly #examine: (prototype: object) => void;
  readonly #isMeant: (emitter: object, prototype: object, expected: Expected) => boolean;

  /**
   * @param examine - Is given each prototype once, before the first emitter of its class can be used.
   * @param isMeant - Is shown each new emitter while something is expected, before the constructors of its subclasses have
   *   run. Answers whether that is it.
   */
  constructor(
    examine: (prototype: object) => void,
    isMeant: (emitter: object, prototype: object, expected: Expected) => boolean,
  ) {
    this.#examine = examine;
    this.#isMeant = isMeant;
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
    if (prototype === null) return;
    if (prototype !== this.#last && !this.#seen.has(prototype)) this.inspect(prototype);
    this.#last = prototype;
    const { expected } = this;
    if (expected !== undefined && this.#isMeant(emitter, prototype, expected)) this.expected = undefined;
  }
}
