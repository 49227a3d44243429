import { describe, expect, it } from 'vitest';
import { NONE, exact } from '../../../src/analysis/facts/seal.js';
import { moduleOf } from '../../support/parse.js';

describe('the facts of a file', () => {
  it('keep one list for all lists that hold nothing', () => {
    const [, fn] = moduleOf('export function nothing(name) {}').functions;
    const { returns, calls, awaitedMembers, awaitedNames, assignments, exits, names } = fn ?? {};
    const lists = [returns, calls, awaitedMembers, awaitedNames, assignments, exits];
    const ofNames = names?.flatMap(({ references, handed, sources }) => [references, handed, sources]) ?? [];
    expect(ofNames).toHaveLength(3);
    for (const list of [...lists, ...ofNames]) expect(list).toBe(NONE);
  });

  it('can add nothing to it', () => {
    expect(Object.isFrozen(NONE)).toBe(true);
  });

  it('hold lists without the room that filling them made', () => {
    const filled = ['one'];
    expect(exact(filled)).toEqual(filled);
    expect(exact(filled)).not.toBe(filled);
  });
});
