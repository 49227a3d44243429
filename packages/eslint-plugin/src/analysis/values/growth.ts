import { type Environment, type Value, isSame } from './value.js';

/** How often the sources of a name are gone through at most. */
const MAX_ROUNDS = 4;

const areSame = (some: readonly Value[], others: readonly Value[]): boolean =>
  some.length === others.length &&
  some.every((value, index) => {
    const other = others[index];
    return other !== undefined && isSame(value, other);
  });

/**
 * What is known so far of a name that may be made of itself: `query = query.where(filter)`.
 *
 * To follow each way through all that is assigned to it takes time that doubles with each assignment.
 */
export class Growth {
  #values: readonly Value[] = [];
  #isAsked = false;

  constructor(readonly environment: Environment | undefined) {}

  /** What the name stands for where one of its own sources asks. */
  soFar(): readonly Value[] {
    this.#isAsked = true;
    return this.#values;
  }

  /** Goes through the sources again, with what they gave before, until they give nothing new. */
  goThrough(sources: () => readonly Value[]): readonly Value[] {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = this.#values;
      this.#values = sources();
      if (!this.#isAsked || areSame(this.#values, before)) break;
    }
    return this.#values;
  }
}
