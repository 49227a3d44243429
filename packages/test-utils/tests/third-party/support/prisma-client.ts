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
type Where = Readonly<Record<string, number>>;
interface Arguments {
  readonly where?: Where;
  readonly include?: Readonly<Record<string, boolean>>;
}
interface Write extends Arguments {
  readonly data: { readonly name: string };
}
interface Authors {
  findMany(options?: Arguments): Promise<readonly Author[]>;
  findFirst(options?: Arguments): Promise<Author | null>;
  findUnique(options: Arguments): Promise<Author | null> & { posts(): Promise<readonly unknown[] | null> };
  create(options: Write): Promise<Author>;
  update(options: Write): Promise<Author>;
  delete(options: Arguments): Promise<Author>;
}

/** The operations of a client or a transaction that the tests use. */
export interface PrismaOperations {
  readonly author: Authors;
  readonly post: { findMany(options: Arguments): Promise<readonly unknown[]> };
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
