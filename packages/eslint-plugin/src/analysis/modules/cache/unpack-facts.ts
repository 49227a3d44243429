import type { ModuleFacts } from '../../facts/module-facts.js';
import { CELL, KIND, type PackedFacts } from './pack-facts.js';
import { SHARED } from './shared-facts.js';

type Fields = Record<string, unknown>;

interface Shape {
  readonly keys: readonly string[];
  /** An object of this shape without values: a copy of it has room for just these. */
  readonly empty: Fields;
}

/** All files have the same few. */
const shapes = new Map<string, Shape>();

function shapeOf(joined: string): Shape {
  const known = shapes.get(joined);
  if (known) return known;
  const empty = JSON.parse(`{${joined.replaceAll(/[^,]+/g, '"$&":null')}}`) as Fields;
  const shape = { keys: Object.keys(empty), empty };
  shapes.set(joined, shape);
  return shape;
}

class Unpacker {
  readonly #shapes: readonly Shape[];
  readonly #objects: unknown[] = [];

  constructor(readonly packed: PackedFacts) {
    this.#shapes = packed.shapes.map(shapeOf);
  }

  unpack(): unknown {
    const { kinds } = this.packed;
    for (const kind of kinds) this.#objects.push(this.#emptyOf(kind));
    for (let number = 0, at = 0; number < kinds.length; number++) at = this.#fill(number, at);
    return this.#objects[0];
  }

  #emptyOf(kind: number): unknown {
    switch (kind & 3) {
      case KIND.list:
        // As long as it gets, without room to grow.
        return new Array(kind >>> 2);
      case KIND.map:
        return new Map();
      default:
        return { ...this.#shapes[kind >>> 2]?.empty };
    }
  }

  /** Fills an object with the cells from `at` on, and tells where those of the next one are. */
  #fill(number: number, at: number): number {
    const { cells, kinds } = this.packed;
    const kind = kinds[number] ?? 0;
    const count = kind >>> 2;
    const object = this.#objects[number];
    if (object instanceof Map) {
      for (let pair = 0; pair < count; pair++, at += 2) object.set(this.#value(cells[at]), this.#value(cells[at + 1]));
    } else if (Array.isArray(object)) {
      for (let index = 0; index < count; index++, at++) object[index] = this.#value(cells[at]);
    } else for (const key of this.#shapes[count]?.keys ?? []) (object as Fields)[key] = this.#value(cells[at++]);
    return at;
  }

  #value(cell = 0): unknown {
    switch (cell & 3) {
      case CELL.integer:
        return cell >> 2;
      case CELL.text:
        return this.packed.texts[cell >>> 2];
      case CELL.object:
        return this.#objects[cell >>> 2];
      default:
        return SHARED[cell >>> 2];
    }
  }
}

/**
 * Makes the facts of a file of what {@link packFacts} has made of them: equal ones, with those objects that all files share.
 *
 * @param packed - As it was made: what comes from the disk has to be checked before.
 */
export const unpackFacts = (packed: PackedFacts): ModuleFacts => new Unpacker(packed).unpack() as ModuleFacts;
