import type { RowHookFacts } from './row-hook-facts.js';

const RUNS = 'class-transformer runs for each object that it converts';

/** @see https://github.com/typestack/class-transformer#readme */
export const classTransformerRows: readonly RowHookFacts[] = [
  { by: 'decorator-argument', names: ['Transform'], row: 0, runs: RUNS },
  { by: 'decorator', names: ['Expose', 'Transform'], row: 'this', runs: RUNS },
];
