/** Something that runs, and where it stands among what runs. */
export interface Running {
  place: number;
}

/** Remembers what runs, at no more than the cost of a write. */
export class RunningList<T extends Running> {
  readonly #running: T[] = [];

  add(started: T): void {
    started.place = this.#running.push(started) - 1;
  }

  /** Takes out one that was added, once. */
  remove(ended: T): void {
    const { place } = ended;
    if (place < 0) return;
    ended.place = -1;
    const last = this.#running.pop();
    if (last === undefined || last === ended) return;
    this.#running[place] = last;
    last.place = place;
  }

  /** Takes out all. */
  drain(): readonly T[] {
    return this.#running.splice(0);
  }
}
