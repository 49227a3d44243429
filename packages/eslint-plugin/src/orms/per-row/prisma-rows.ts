import type { RowHookFacts } from './row-hook-facts.js';

/** @see https://www.prisma.io/docs/orm/prisma-client/client-extensions/result */
export const prismaRows: readonly RowHookFacts[] = [
  {
    by: 'argument',
    role: 'client',
    method: '$extends',
    argument: 0,
    path: ['result', '*', '*', 'compute'],
    row: 0,
    runs: 'Prisma runs for each row whose field is read',
  },
];
