import type { RowHookFacts } from './row-hook-facts.js';

/** @see https://mikro-orm.io/docs/events */
export const mikroOrmRows: readonly RowHookFacts[] = [
  {
    by: 'decorator',
    names: ['OnLoad', 'OnInit'],
    row: 'this',
    runs: 'MikroORM runs for each row that it loads (`@OnLoad`, `@OnInit`)',
  },
  {
    by: 'method',
    of: ['EventSubscriber'],
    names: ['onLoad', 'onInit'],
    row: 0,
    runs: 'MikroORM runs for each row that it loads (a subscriber)',
  },
];
