import { describe, expect, it } from 'vitest';
import { RunningList, type Running } from '../../src/interceptor/running-list.js';

function started(list: RunningList<Running>, count: number): readonly Running[] {
  return Array.from({ length: count }, () => {
    const running = { place: -1 };
    list.add(running);
    return running;
  });
}

describe('what runs', () => {
  it.each([
    ['first', [0, 1, 2, 3]],
    ['last', [3, 2, 1, 0]],
    ['in the midst', [1, 2, 0, 3]],
  ])('is forgotten one by one, what ended %s before the others', (_which, order) => {
    const list = new RunningList<Running>();
    const all = started(list, 4);
    const left = new Set(all);
    for (const ended of order.flatMap((index) => all.slice(index, index + 1))) {
      list.remove(ended);
      left.delete(ended);
      const drained = list.drain();
      expect(new Set(drained)).toEqual(left);
      for (const running of drained) list.add(running);
    }
    expect(left.size).toBe(0);
  });

  it('is forgotten once, though it may end twice', () => {
    const list = new RunningList<Running>();
    const [first, second] = started(list, 2) as [Running, Running];
    list.remove(first);
    list.remove(first);
    expect(list.drain()).toEqual([second]);
    expect(list.drain()).toEqual([]);
  });
});
