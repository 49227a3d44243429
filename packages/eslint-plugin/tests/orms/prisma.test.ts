import { expect, it } from 'vitest';
import { prisma } from '../../src/orms/prisma.js';
import { readTypings } from '../support/typings.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('Prisma', {
  head: `
import { Prisma, PrismaClient } from '@prisma/client';
type Row = { id: number; authorId: number };
const prisma = new PrismaClient();
const extended = prisma.$extends({ model: { post: {
  async newest(authorId: number) { return prisma.post.findFirst({ where: { authorId } }); },
  async oldest(authorId: number) { const context = Prisma.getExtensionContext(this); return context.findFirst({ where: { authorId } }); },
  slug(title: string) { return title; },
} } });
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
    groupBy: `await prisma.post.groupBy({ by: ['authorId'], where: { id } });`,
    'findUniqueOrThrow, one awaited after the other': `await prisma.post.findUniqueOrThrow({ where: { id } });`,
    'a relation by the fluent interface': `await prisma.post.findUnique({ where: { id } }).author();`,
    '$queryRaw with a query that is made elsewhere':
      'const query = Prisma.sql`SELECT * FROM post WHERE id = ${id}`; await prisma.$queryRaw(query);',
    $queryRawTyped: `await prisma.$queryRawTyped(id as never);`,
    'a transaction of an array per element': `await prisma.$transaction([prisma.post.findMany({ where: { id } })]);`,
    'a client that is extended twice': `await extended.$extends({}).post.findMany({ where: { id } });`,
    'a model as a parameter': `await (async (posts: Prisma.PostDelegate) => posts.findFirst({ where: { id } }))(prisma.post);`,
    'an interactive transaction per element': `await prisma.$transaction(async (tx) => { await tx.post.findMany({ where: { id } }); });`,
  },
  throughCalls: {
    'a method that a model was extended by': `await extended.post.newest(id);`,
    'a method that asks the model which it was added to': `await extended.post.oldest(id);`,
  },
  silent: {
    'a method that a model was extended by and that computes': `extended.post.slug(String(id));`,
    $executeRaw: 'await prisma.$executeRaw`UPDATE post SET title = ${id}`;',
    'a part of a query': 'void Prisma.sql`id = ${id}`;',
    createManyAndReturn: `await prisma.post.createManyAndReturn({ data: [{ authorId: id }] });`,
    upsert: `await prisma.post.upsert({ where: { id }, create: {}, update: {} });`,
    deleteMany: `await prisma.post.deleteMany({ where: { id } });`,
    create: `await prisma.post.create({ data: { authorId: id } });`,
    update: `await prisma.post.update({ where: { id }, data: {} });`,
    'find of a list': `rows.find((other) => other.id === id);`,
  },
  readsIn: {
    'findFirst mapped in one tick, which nothing batches': `
export const load = (ids: number[]) => Promise.all(ids.map((id) => prisma.post.findFirst({ where: { id } })));
`,
  },
  quiet: {
    'findUnique mapped in one tick, which Prisma sends as one query': `
export const load = (ids: number[]) => Promise.all(ids.map((id) => prisma.post.findUnique({ where: { id } })));
`,
    'a relation by the fluent interface, mapped in one tick': `
export const load = (ids: number[]) => Promise.all(ids.map((id) => prisma.post.findUnique({ where: { id } }).author()));
`,
    'findUnique that a loop starts without waiting for it': `
export async function load(ids: number[]) {
  const posts: Promise<unknown>[] = [];
  for (const id of ids) posts.push(prisma.post.findUniqueOrThrow({ where: { id } }));
  return await Promise.all(posts);
}
`,
    'findUnique mapped in a transaction': `
export const load = (ids: number[]) => prisma.$transaction((tx) => Promise.all(ids.map((id) => tx.post.findUnique({ where: { id } }))));
`,
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await prisma.post.findMany({ where: { id: { in: ids } } });
  return ids.map((id) => posts.find((post) => post.id === id));
}
`,
  },
});

testOrm('a Prisma client of nestjs-prisma', {
  head: `
import { CustomPrismaService, PrismaService } from 'nestjs-prisma';
type Row = { id: number };
class Posts {
  constructor(readonly prisma: PrismaService, readonly custom: CustomPrismaService<never>) {}
}
declare const posts: Posts;
`,
  reads: {
    'the service': `await posts.prisma.post.findFirst({ where: { id } });`,
    'the client of a service': `await posts.custom.client.post.findFirst({ where: { id } });`,
  },
  silent: {},
});

testOrm('a Prisma client that is generated into the project, behind a service', {
  head: `
import { PrismaClient, type Prisma } from '../generated/prisma/client.js';
type Row = { id: number };
class PrismaService extends PrismaClient {}
`,
  reads: {
    'a transaction client as a parameter': `await (async (tx: Prisma.TransactionClient) => { await tx.post.findMany({ where: { id } }); })(undefined as never);`,
    'the service': `await new PrismaService().post.findFirst({ where: { id } });`,
  },
  silent: {},
});

const OPERATION = '$0.Operation';

testTypings(prisma, {
  versions: [
    {
      packages: ['@prisma/client/runtime/client'],
      types: {
        client: 'InstanceType<ReturnType<typeof $0.getPrismaClient>>',
        delegate: `{ [Name in Exclude<${OPERATION}, \`$\${string}\`>]: () => Promise<unknown> }`,
        customService: '{ client: unknown }',
      },
    },
  ],
  notInstalled: {
    'is generated into the project, or into node_modules': ['PrismaClient', 'TransactionClient', 'getExtensionContext'],
    'is exported by nestjs-prisma': ['PrismaService', 'CustomPrismaService'],
    'was there until version 6': ['client.$use', 'client.$metrics'],
  },
  noQuery: {
    'opens or closes connections': ['client.$connect', 'client.$disconnect'],
    'is what the listed methods call': ['client.$executeRawInternal', 'client.$queryRawInternal', 'client._*'],
  },
  otherExports: { 'opens a connection of an adapter': ['SqlDriverAdapterFactory'] },
});

it('knows every operation of the runtime of Prisma', () => {
  const { types } = readTypings(['@prisma/client/runtime/client'], {
    operations: `{ [Name in ${OPERATION}]: () => Promise<unknown> }`,
  });
  const known = [
    ...Object.keys(prisma.roles['client']?.members ?? {}),
    ...Object.keys(prisma.roles['delegate']?.members ?? {}),
  ];
  expect(
    types
      .get('operations')
      ?.map(({ name }) => name)
      .filter((name) => !known.includes(name)),
  ).toEqual([]);
});
