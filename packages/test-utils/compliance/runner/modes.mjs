import { join } from 'node:path';

/**
 * @typedef {object} Mode A way to run a test file.
 * @property {string} name
 * @property {string} [preload] A CommonJS file that each process loads first.
 */

const folder = join(import.meta.dirname, '..', 'modes');

/** Without the interceptor, with it, and inside of a capture, so that the code that counts runs too. @type {readonly Mode[]} */
export const modes = [
  { name: 'without' },
  { name: 'applied', preload: join(folder, 'applied.cjs') },
  { name: 'captured', preload: join(folder, 'captured.cjs') },
];
