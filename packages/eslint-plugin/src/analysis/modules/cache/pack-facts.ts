import type { ModuleFacts } from '../../facts/module-facts.js';
import { SHARED } from './shared-facts.js';

/** What a cell is, in its lowest two bits; above them the integer, or the number of the text or object. */
export const CELL = { integer: 0, text: 1, object: 2, shared: 3 } as const;

/** What an object is, in its lowest two bits; above them the length of the list or map, or the number of the shape. */
export const KIND = { list: 0, map: 1, shape: 2 } as const;

/** Facts as numbers and texts, in which objects refer to each other by their numbers: facts go in circles. */
export interface PackedFacts {
  readonly texts: readonly string[];
  /** The keys of objects, in their order and joined by commas. */
  readonly shapes: readonly string[];
  /** What each object is; the first one is the module. */
  readonly kinds: readonly number[] | Int32Array;
  /** What the objects hold, one after the other. */
  readonly cells: readonly number[] | Int32Array;
}

const SHARED_CELLS: readonly (readonly [unknown, number])[] = SHARED.map((value, number) => [
  value,
  (number << 2) | CELL.shared,
]);

class Packer {
  /** Of texts and objects, those that all files share included. */
  readonly #cellOf = new Map<unknown, number>(SHARED_CELLS);
  readonly #texts: string[] = [];
  readonly #objects: object[] = [];
  readonly #kinds: number[] = [];
  readonly #cells: number[] = [];
  readonly #shapes: (readonly string[])[] = [];
  /** Numbers of shapes, by how many keys they have. */
  readonly #shapesOfLength: number[][] = [];

  pack(root: object): PackedFacts {
    this.#numberOf(root);
    // The list grows while it is walked through. Objects hang together in chains that are too long for recursion.
    for (const object of this.#objects) this.#kinds.push(this.#add(object));
    const shapes = this.#shapes.map((keys) => keys.join());
    return { texts: this.#texts, shapes, kinds: this.#kinds, cells: this.#cells };
  }

  #add(object: object): number {
    const cells = this.#cells;
    if (Array.isArray(object)) {
      for (const item of object) cells.push(this.#cell(item));
      return (object.length << 2) | KIND.list;
    }
    if (object instanceof Map) {
      for (const [key, value] of object) cells.push(this.#cell(key), this.#cell(value));
      return (object.size << 2) | KIND.map;
    }
    if (Object.getPrototypeOf(object) !== Object.prototype) throw new TypeError('Facts hold an object of a class.');
    const keys = Object.keys(object);
    for (const key of keys) cells.push(this.#cell((object as Record<string, unknown>)[key]));
    return (this.#shapeOf(keys) << 2) | KIND.shape;
  }

  #shapeOf(keys: readonly string[]): number {
    const candidates = (this.#shapesOfLength[keys.length] ??= []);
    const known = candidates.find((number) => this.#shapes[number]?.every((key, index) => key === keys[index]));
    if (known !== undefined) return known;
    if (!keys.every((key) => /^[A-Za-z]+$/.test(key)))
      throw new TypeError('Facts hold an object with keys of the code.');
    candidates.push(this.#shapes.length);
    return this.#shapes.push(keys) - 1;
  }

  #cell(value: unknown): number {
    if (typeof value === 'number') {
      if ((value << 2) >> 2 !== value) throw new TypeError('Facts hold a number that is no small integer.');
      return (value << 2) | CELL.integer;
    }
    const known = this.#cellOf.get(value);
    if (known !== undefined) return known;
    if (typeof value === 'string') {
      const cell = (this.#texts.length << 2) | CELL.text;
      this.#cellOf.set(value, cell);
      this.#texts.push(value);
      return cell;
    }
    if (typeof value !== 'object' || value === null) throw new TypeError(`Facts hold a ${typeof value}.`);
    return this.#numberOf(value);
  }

  #numberOf(object: object): number {
    const cell = (this.#objects.length << 2) | CELL.object;
    this.#cellOf.set(object, cell);
    this.#objects.push(object);
    return cell;
  }
}

/**
 * Packs the facts of a file, so that they can be written to the disk.
 *
 * @throws {TypeError} Where they hold something that is no data.
 */
export const packFacts = (module: ModuleFacts): PackedFacts => new Packer().pack(module);
