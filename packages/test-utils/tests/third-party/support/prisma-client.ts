import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const schema = `
  generator client {
    provider     = "prisma-client"
    output       = "./client"
    moduleFormat = "cjs"
  }
  datasource db {
    provider = "postgresql"
  }
  model Author {
    id    Int    @id @default(autoincrement())
    name  String
    posts Post[]
    @@map("author")
  }
  model Post {
    id       Int    @id @default(autoincrement())
    title    String
    authorId Int    @map("author_id")
    author   Author @relation(fields: [authorId], references: [id])
    @@map("post")
  }
`;

interface Author {
  readonly id: number;
  readonly name: string;
}
type Options = Readonly<Record<string, unknown>>;
interface Authors {
  findMany(options?: Options): Promise<readonly Author[]>;
  findFirst(options?: Options): Promise<Author | null>;
  findUnique(options: Options): Promise<Author | null> & { posts(): Promise<readonly unknown[] | null> };
  count(options?: Options): Promise<number>;
  groupBy(options: Options): Promise<unknown>;
  create(options: Options): Promise<Author>;
  createMany(options: Options): Promise<unknown>;
  update(options: Options): Promise<Author>;
  updateMany(options: Options): Promise<unknown>;
  upsert(options: Options): Promise<Author>;
  delete(options: Options): Promise<Author>;
  deleteMany(options: Options): Promise<unknown>;
}

/** The operations of a client or a transaction that the tests use. */
export interface PrismaOperations {
  readonly author: Authors;
  readonly post: { findMany(options: Options): Promise<readonly unknown[]> };
  $queryRawUnsafe(sql: string): Promise<unknown>;
}

/** The part of the generated client that the tests use. */
export interface PrismaClient extends PrismaOperations {
  $transaction<T>(work: (tx: PrismaOperations) => Promise<T>): Promise<T>;
  $transaction(operations: readonly Promise<unknown>[]): Promise<readonly unknown[]>;
  $disconnect(): Promise<void>;
}

/** Makes a client. */
export type PrismaClientClass = new (options: { readonly adapter: object }) => PrismaClient;

/** A client that was generated for one run of the tests. */
export interface GeneratedPrismaClient {
  readonly PrismaClient: PrismaClientClass;
  /** Removes its files. */
  remove(): Promise<void>;
}

const load = createRequire(__filename);

/** Generates the client from the schema, in a temporary folder and without the network. */
export async function generatePrismaClient(): Promise<GeneratedPrismaClient> {
  const folder = await mkdtemp(join(tmpdir(), 'flatquery-prisma-'));
  const prisma = dirname(load.resolve('prisma/package.json'));
  await symlink(dirname(prisma), join(folder, 'node_modules'), 'dir');
  await writeFile(join(folder, 'schema.prisma'), schema);
  // Prisma would download the engine for migrations, which generating does not start.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
  const cli = join(prisma, 'build', 'index.js');
  await promisify(execFile)(process.execPath, [cli, 'generate', '--schema', 'schema.prisma'], { cwd: folder, env });
  const { PrismaClient } = (await import(join(folder, 'client', 'client.ts'))) as { PrismaClient: PrismaClientClass };
  return { PrismaClient, remove: () => rm(folder, { recursive: true, force: true }) };
}
