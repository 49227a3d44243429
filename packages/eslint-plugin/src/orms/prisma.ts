import { prismaBulk } from './bulk/prisma-bulk.js';
import { type MemberFacts, type OrmFacts, each } from './orm-facts.js';
import { prismaRows } from './per-row/prisma-rows.js';

const READS = [
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'aggregate',
  'count',
  'groupBy',
  'findRaw',
  'aggregateRaw',
] as const;
const WRITES = [
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
] as const;

const DELEGATE: MemberFacts = { isProperty: true, returns: { is: 'role', role: 'delegate' } };

/**
 * Prisma Client 5 to 7. The client is generated into the project or into node_modules, so it is known by its name.
 *
 * @see https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance
 */
export const prisma: OrmFacts = {
  name: 'Prisma',
  packages: ['@prisma/client', '.prisma/client', 'nestjs-prisma'],
  generatedExports: ['PrismaClient', 'Prisma'],
  exports: {
    PrismaClient: { role: 'client' },
    TransactionClient: { role: 'client' },
    // `Prisma.getExtensionContext(this)` is the model, or the client, that a method was added to.
    getExtensionContext: { returns: { is: 'argument', argument: 0 } },
    PrismaService: { role: 'client' },
    CustomPrismaService: { role: 'customService' },
  },
  exportPatterns: [{ name: /^\w+Delegate$/, facts: { role: 'delegate' } }],
  roles: {
    client: {
      label: 'PrismaClient',
      isConnection: true,
      members: {
        ...each(['$queryRaw', '$queryRawUnsafe', '$queryRawTyped'], { executes: 'read' }),
        ...each(['$executeRaw', '$executeRawUnsafe', '$runCommandRaw'], { executes: 'write' }),
        $transaction: { callback: { parameters: ['client'] } },
        $extends: { returns: { is: 'extended', argument: 0, under: ['model', 'client'] } },
        ...each(['$connect', '$disconnect', '$on', '$use'], {}),
        $metrics: { isProperty: true },
      },
      others: DELEGATE,
    },
    customService: {
      label: 'CustomPrismaService',
      members: { client: { isProperty: true, returns: { is: 'role', role: 'client' } } },
    },
    delegate: {
      label: 'Prisma',
      members: {
        ...each(READS, { executes: 'read' }),
        ...each(WRITES, { executes: 'write' }),
        // Sent together with those of the same tick, by Prisma's own data loader.
        ...each(['findUnique', 'findUniqueOrThrow'], { executes: 'read', isBatchedInOneTick: true }),
      },
    },
  },
  bulk: prismaBulk,
  rows: prismaRows,
  advice: {
    read: 'Load them with the rows (`include` or `select`), or all at once before the loop (`where: { id: { in: ids } }`) and take each from a `Map`.',
  },
};
