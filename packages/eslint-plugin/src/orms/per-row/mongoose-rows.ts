import type { RowHookFacts } from './row-hook-facts.js';

const VIRTUAL = 'Mongoose runs for each document whose virtual is read';

/**
 * `post('find')` is not among them: it runs once per query and gets all documents at once.
 *
 * @see https://mongoosejs.com/docs/middleware.html
 */
export const mongooseRows: readonly RowHookFacts[] = [
  { by: 'argument', role: 'virtual', method: 'get', argument: 0, row: 'this', runs: VIRTUAL },
  {
    by: 'argument',
    role: 'schema',
    method: 'post',
    event: 'init',
    argument: 1,
    row: 0,
    runs: 'Mongoose runs for each document that it loads',
  },
  {
    by: 'argument',
    role: 'schema',
    method: 'set',
    event: 'toJSON',
    argument: 1,
    path: ['transform'],
    row: 0,
    runs: 'Mongoose runs for each document that becomes JSON',
  },
];
