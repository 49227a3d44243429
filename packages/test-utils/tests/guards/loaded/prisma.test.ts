import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RelationNotLoadedError, requireLoaded } from '../../../src/index.js';
import { errorOf } from '../../support/plain-context.js';
import { useDomain } from '../../third-party/support/domain.js';
import {
  generatePrismaClient,
  type GeneratedPrismaClient,
  type PrismaClient,
} from '../../third-party/support/prisma-client.js';

const connectionString = useDomain();
let generated: GeneratedPrismaClient;
let db: PrismaClient;

beforeAll(async () => {
  generated = await generatePrismaClient();
  db = new generated.PrismaClient({ adapter: new PrismaPg({ connectionString: connectionString() }) });
});
afterAll(async () => {
  await db.$disconnect();
  await generated.remove();
});

describe('requireLoaded() with Prisma', () => {
  it('passes what was included, at any depth', async () => {
    const authors = await db.author.findMany({ include: { posts: { include: { author: true } } } });
    requireLoaded(authors, 'posts', 'posts.author');
  });

  it('names what was not included, with its index and the eager form', async () => {
    const authors = await db.author.findMany({ include: { posts: true } });
    const error = errorOf(() => requireLoaded(authors, 'posts.author'));
    expect(error).toBeInstanceOf(RelationNotLoadedError);
    expect(error.message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`posts.author\`, and \`[0].posts[0].author\` is not loaded, or nothing has this name.
      Load it with the rows: \`include: { posts: { include: { author: true } } }\` in Prisma, \`with: { posts: { with: { author: true } } }\` in Drizzle."
    `);
  });
});
