import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { closePool } from '../../support/close-pool.js';
import type { Application } from '../support/application.js';
import type { PrismaClient, PrismaClientClass, PrismaOperations } from '../support/prisma-client.js';

/** A client and its pool. */
export interface PrismaDb {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
}

/**
 * An application of Prisma.
 *
 * @param clientClass - Answers the generated client, once the tests run.
 */
export function prismaApplication(clientClass: () => PrismaClientClass): Application<PrismaDb> {
  return {
    name: 'Prisma',
    file: __filename,
    open(target) {
      const Client = clientClass();
      const pool = new Pool(target);
      return { prisma: new Client({ adapter: new PrismaPg(pool) }), pool };
    },
    async close({ prisma, pool }) {
      await prisma.$disconnect();
      await closePool(pool);
    },
    async sequential({ prisma }, ids) {
      for (const id of ids) {
        await prisma.author.findFirst({ where: { id } }); // sequential
      }
    },
    async parallel({ prisma }, ids) {
      await Promise.all(
        ids.map(async (id) => {
          await prisma.author.findFirst({ where: { id } }); // parallel
        }),
      );
    },
    async transaction({ prisma }, ids) {
      const work = async (tx: PrismaOperations): Promise<void> => {
        for (const id of ids) await tx.author.findFirst({ where: { id } });
      };
      await prisma.$transaction(work); // begin
    },
    unawaited: ({ prisma }, id) => prisma.author.findFirst({ where: { id } }),
    async failing({ prisma }) {
      await prisma.$queryRawUnsafe('select * from missing'); // failing
    },
    async write({ prisma }) {
      const { id } = await prisma.author.create({ data: { name: 'Ada' } }); // insert
      await prisma.author.update({ where: { id }, data: { name: 'Grace' } }); // update
      await prisma.author.delete({ where: { id } }); // delete
    },
    relation: {
      async lazy({ prisma }) {
        for (const { id } of await prisma.author.findMany()) {
          await prisma.post.findMany({ where: { authorId: id } }); // lazy
        }
      },
      async eager({ prisma }) {
        await prisma.author.findMany({ include: { posts: true } }); // eager
      },
      eagerQueries: 2,
    },
    setup: [],
    control: ['BEGIN', 'COMMIT'],
    // Operations of an interactive transaction go through the dispatcher that collects those of one tick.
    fallbacks: { transaction: 'transaction' },
  };
}
