import { prisma } from '../../src/orms/prisma.js';
import { testTypings } from './typings-tester.js';

testTypings(prisma, {
  versions: ['@prisma/client/runtime/library', 'prisma-5/runtime/library'].map((runtime) => ({
    packages: [runtime],
    types: {
      client: 'InstanceType<ReturnType<typeof $0.getPrismaClient>>',
      delegate: '{ [Name in Exclude<$0.Operation, `$${string}`>]: () => Promise<unknown> }',
      customService: '{ client: unknown }',
    },
  })),
  notInstalled: {
    'is generated into node_modules, or into the project': ['PrismaClient', 'TransactionClient', 'getExtensionContext'],
    'is exported by nestjs-prisma': ['PrismaService', 'CustomPrismaService'],
  },
  noQuery: {
    'opens or closes connections': ['client.$connect', 'client.$disconnect'],
    'is what the listed methods call': ['client.$executeRawInternal', 'client.$queryRawInternal', 'client._*'],
    'changes the schema, in tests of Prisma': ['client.$applyPendingMigrations'],
  },
  otherExports: { 'opens connections, or counts them': ['DriverAdapter', 'MetricsClient', 'SqlDriverAdapterFactory'] },
});
