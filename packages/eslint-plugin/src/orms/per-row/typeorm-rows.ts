import type { RowHookFacts } from './row-hook-facts.js';

/** @see https://typeorm.io/docs/advanced-topics/listeners-and-subscribers */
export const typeormRows: readonly RowHookFacts[] = [
  {
    by: 'decorator',
    names: ['AfterLoad'],
    row: 'this',
    runs: 'TypeORM runs for each row that it loads (`@AfterLoad`)',
  },
  {
    by: 'method',
    of: ['EntitySubscriberInterface'],
    names: ['afterLoad'],
    row: 0,
    runs: 'TypeORM runs for each row that it loads (a subscriber)',
  },
];
