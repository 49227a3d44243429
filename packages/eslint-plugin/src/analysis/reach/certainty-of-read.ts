import type { Chain } from './query.js';

/**
 * How sure it is that a read which is sent per element is worth asking for all of them at once.
 *
 * Where a write is nearer than the read, the call is there to write: the read is one step of a command for one element, as a check
 * behind it or an event that it tells of, and no batch replaces it without taking the command apart. A lazy relation can be loaded
 * with the rows all the same.
 *
 * @param write - The nearest write that the same call leads to.
 */
export function certaintyOfRead(read: Chain, write: Chain | undefined): 'certain' | 'potential' {
  if (read.query.kind === 'lazy-relation') return 'certain';
  return write && write.functions.length < read.functions.length ? 'potential' : 'certain';
}
