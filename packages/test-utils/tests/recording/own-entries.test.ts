import { describe, expect, it } from 'vitest';
import { elementsOf, ownEntries } from '../../src/recording/own-entries.js';

describe('ownEntries', () => {
  it('lists properties without reading getters', () => {
    const row = {
      id: 1,
      get comments(): unknown {
        throw new Error('This sends a query.');
      },
    };
    expect(ownEntries(row)).toEqual([
      ['id', 1],
      ['comments', undefined],
    ]);
  });

  it('leaves out what an ORM keeps for itself', () => {
    const row = { id: 1, _previous: 2, __helper: 3 };
    Object.defineProperty(row, 'hidden', { value: 4, enumerable: false });
    expect(ownEntries(row)).toEqual([['id', 1]]);
  });

  it('gives a lazy relation that was loaded its name', () => {
    expect(ownEntries({ __posts__: [1] })).toEqual([['posts', [1]]]);
  });
});

describe('elementsOf', () => {
  class Collection {
    constructor(private readonly items: unknown[] | undefined) {}

    [Symbol.iterator](): Iterator<unknown> {
      if (this.items === undefined) throw new Error('not initialized');
      return this.items[Symbol.iterator]();
    }
  }

  it.each<[string, unknown, unknown]>([
    ['an array', [1, 2], [1, 2]],
    ['a set', new Set([1, 2]), [1, 2]],
    ['a collection of an ORM', new Collection([1, 2]), [1, 2]],
    ['a collection that was not loaded', new Collection(undefined), undefined],
    ['a text', 'ab', undefined],
    ['bytes', Buffer.from('ab'), undefined],
    ['a map', new Map([[1, 2]]), undefined],
    ['an object', { length: 2 }, undefined],
    ['nothing', null, undefined],
  ])('of %s', (_, value, elements) => {
    expect(elementsOf(value)).toEqual(elements);
  });
});
