import type { PrismaDb } from '../applications/prisma.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of Prisma. */
export const prismaStatements: Statements<PrismaDb> = {
  async send({ prisma }, size) {
    const ids = [...idsOf(size)];
    await prisma.author.findMany({ where: { id: { in: ids } } });
    await prisma.author.findMany({
      where: { id: { notIn: ids }, name: { contains: `${size}` } },
      orderBy: { name: 'desc' },
    });
    await prisma.author.findMany({ where: { OR: [{ id: size }, { name: { startsWith: `a${size}` } }] } });
    await prisma.author.findMany({ where: { id: { gt: size } }, take: size });
    await prisma.author.findMany({ take: size, skip: size, include: { posts: { take: size } } });
    await prisma.author.findMany({ where: { posts: { some: { id: { gt: size } } } } });
    await prisma.author.findUnique({ where: { id: size } });
    await prisma.author.count({ where: { id: { gt: size } } });
    await prisma.author.groupBy({ by: ['name'], _count: { id: true }, having: { id: { _max: { gt: size } } } });
    await prisma.author.createMany({ data: namesOf(size).map((name) => ({ name })) });
    await prisma.author.upsert({ where: { id: size * 1000 }, create: { name: 'a' }, update: { name: 'b' } });
    await prisma.author.updateMany({ where: { id: { in: ids } }, data: { name: `c${size}` } });
    await prisma.author.deleteMany({ where: { id: { in: ids } } });
    await prisma.$transaction([prisma.author.count(), prisma.author.findFirst({ where: { id: size } })]);
  },
};
