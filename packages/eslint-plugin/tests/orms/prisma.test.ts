import { testOrm } from './orm-tester.js';

testOrm('Prisma', {
  head: `
import { PrismaClient, type Prisma } from '@prisma/client';
type Row = { id: number; authorId: number };
const prisma = new PrismaClient();
const extended = prisma.$extends({ model: {} });
`,
  reads: {
    findMany: `await prisma.post.findMany({ where: { id } });`,
    findFirst: `await prisma.post.findFirst({ where: { id } });`,
    'findUnique, one awaited after the other': `await prisma.post.findUnique({ where: { id } });`,
    count: `await prisma.post.count({ where: { authorId: id } });`,
    aggregate: `await prisma.post.aggregate({ where: { authorId: id }, _max: { id: true } });`,
    $queryRaw: 'await prisma.$queryRaw`SELECT * FROM post WHERE id = ${id}`;',
    $queryRawUnsafe: 'await prisma.$queryRawUnsafe("SELECT * FROM post WHERE id = $1", id);',
    'an extended client': `await extended.post.findMany({ where: { id } });`,
    'an interactive transaction per element': `await prisma.$transaction(async (tx) => { await tx.post.findMany({ where: { id } }); });`,
  },
  silent: {
    create: `await prisma.post.create({ data: { authorId: id } });`,
    update: `await prisma.post.update({ where: { id }, data: {} });`,
    'find of a list': `rows.find((other) => other.id === id);`,
  },
  quiet: {
    'findUnique mapped in one tick, which Prisma sends as one query': `
export const load = (ids: number[]) => Promise.all(ids.map((id) => prisma.post.findUnique({ where: { id } })));
`,
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await prisma.post.findMany({ where: { id: { in: ids } } });
  return ids.map((id) => posts.find((post) => post.id === id));
}
`,
  },
});

testOrm('a Prisma client that is generated into the project, behind a service', {
  head: `
import { PrismaClient, type Prisma } from '../generated/prisma/client.js';
type Row = { id: number };
class PrismaService extends PrismaClient {}
class PostService { constructor(private readonly prisma: PrismaService) {}
  async authors(rows: Row[]) { for (const row of rows) await this.prisma.author.findFirst({ where: { id: row.id } }); }
}
`.replace(
    'async authors(rows: Row[]) { for (const row of rows) await this.prisma.author.findFirst({ where: { id: row.id } }); }',
    '',
  ),
  reads: {
    'a transaction client as a parameter': `await (async (tx: Prisma.TransactionClient) => { await tx.post.findMany({ where: { id } }); })(undefined as never);`,
    'the service': `await new PrismaService().post.findFirst({ where: { id } });`,
  },
  silent: {},
});
