import { testBulkForms } from '../../support/bulk-tester.js';

const CREATE = '`createMany({ data: rows })`';
const UPDATE = '`updateMany({ where: { id: { in: ids } }, data })`';
const DELETE = '`deleteMany({ where: { id: { in: ids } } })`';

testBulkForms('Prisma', {
  head: `
import { PrismaClient } from '@prisma/client';
import { randomUUID } from 'node:crypto';
import dayjs from 'dayjs';
interface Row { id: number; title: string; tagIds: number[]; authorId: number }
interface Other { id: number; tenantId: number }
declare function slugOf(title: string): string;
declare function nextNumber(): number;
const prisma = new PrismaClient();
`,
  bulk: {
    'create with values of each row': ['await prisma.post.create({ data: { title: row.title } });', CREATE],
    'create of the row itself': ['await prisma.post.create({ data: row });', CREATE],
    'create with an id that is made for each row': [
      'await prisma.post.create({ data: { ...row, key: randomUUID() } });',
      CREATE,
    ],
    'create of an object that a name holds': [
      'const data = { ...row, slug: slugOf(row.title) }; const args = { data }; await prisma.post.create(args);',
      CREATE,
    ],
    'delete by key': ['await prisma.post.delete({ where: { id: row.id } });', DELETE],
    'deleteMany by one column that differs': [
      'await prisma.post.deleteMany({ where: { authorId: row.authorId, tenantId: other.tenantId } });',
      DELETE,
    ],
    'delete by a compound key of which one part differs': [
      'await prisma.post.delete({ where: { tenantId_id: { tenantId: other.tenantId, id: row.id } } });',
      DELETE,
    ],
    'update with the same values': [
      'await prisma.post.update({ where: { id: row.id }, data: { isRead: true, label } });',
      UPDATE,
    ],
    'update with the time': [
      'const now = new Date(); await prisma.post.update({ where: { id: row.id }, data: { at: now, day: dayjs().format(), seen: Date.now() } });',
      UPDATE,
    ],
    'update that counts up': [
      'await prisma.post.update({ where: { id: row.id }, data: { views: { increment: 1 } } });',
      UPDATE,
    ],
    'updateMany with the same values': [
      'await prisma.post.updateMany({ where: { slug: { equals: slugOf(row.title) } }, data: { isRead: true } });',
      UPDATE,
    ],
  },
  silent: {
    'update with values of each row':
      'await prisma.post.update({ where: { id: row.id }, data: { title: row.title } });',
    'update with a value that is made for each row':
      'await prisma.post.update({ where: { id: row.id }, data: { key: randomUUID() } });',
    'update with what a function of the project gives':
      'await prisma.post.update({ where: { id: row.id }, data: { number: nextNumber() } });',
    'update with a random number':
      'await prisma.post.update({ where: { id: row.id }, data: { number: Math.random() } });',
    'update with a name that holds what is made for each row':
      'const key = crypto.randomUUID(); await prisma.post.update({ where: { id: row.id }, data: { key } });',
    'update of the same row over and over':
      'await prisma.post.update({ where: { id: other.id }, data: { lastId: row.id } });',
    'upsert, which has no form for many':
      'await prisma.post.upsert({ where: { id: row.id }, create: row, update: {} });',
    'create that writes related rows':
      'await prisma.post.create({ data: { title: row.title, tags: { connect: row.tagIds.map((id) => ({ id })) } } });',
    'create whose related rows come from elsewhere':
      'const author = { connect: { id: row.authorId } }; await prisma.post.create({ data: { title: row.title, author } });',
    'create whose related rows are spread':
      'const related = { author: { connect: { id: row.authorId } } }; await prisma.post.create({ data: { title: row.title, ...related } });',
    'update of a relation':
      'await prisma.post.update({ where: { id: row.id }, data: { author: { disconnect: true } } });',
    'deleteMany of a list for each row': 'await prisma.tag.deleteMany({ where: { id: { in: row.tagIds } } });',
    'deleteMany by more than one column':
      'await prisma.post.deleteMany({ where: { title: row.title, authorId: row.authorId } });',
    'deleteMany by comparison': 'await prisma.post.deleteMany({ where: { id: { lt: row.id } } });',
    'createMany of rows for each row':
      'await prisma.tag.createMany({ data: row.tagIds.map((tagId) => ({ tagId, postId: row.id })) });',
    'another model for each row': 'await prisma[row.title].delete({ where: { id: row.id } });',
    'options that differ': 'await prisma.post.delete({ where: { id: row.id }, select: { id: row.id > 1 } });',
  },
});

testBulkForms('Prisma with its transactions', {
  head: `
import { PrismaClient } from '@prisma/client';
interface Row { id: number }
interface Other { id: number }
const prisma = new PrismaClient();
`,
  bulk: {
    'what one transaction for each row holds': [
      'await prisma.$transaction([prisma.post.delete({ where: { id: row.id } })]);',
      DELETE,
    ],
    'what the callback of a transaction for each row does': [
      'await prisma.$transaction(async (tx) => { await tx.post.delete({ where: { id: row.id } }); });',
      DELETE,
    ],
  },
  silent: {
    'a transaction whose result is used':
      'const [{ title }] = await prisma.$transaction([prisma.post.delete({ where: { id: row.id } })]); console.log(title);',
    'what is mapped for one transaction':
      'await prisma.$transaction(rows.map((each) => prisma.post.delete({ where: { id: each.id } })));',
  },
});
