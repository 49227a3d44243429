import { fingerprintSync, loadModule } from 'libpg-query';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookshelfApplication } from './applications/bookshelf.js';
import { drizzleApplication } from './applications/drizzle.js';
import { knexApplication } from './applications/knex.js';
import { kyselyApplication } from './applications/kysely.js';
import { mikroOrmApplication } from './applications/mikro-orm.js';
import { objectionApplication } from './applications/objection.js';
import { pgApplication } from './applications/pg.js';
import { pgPromiseApplication } from './applications/pg-promise.js';
import { prismaApplication } from './applications/prisma.js';
import { sequelizeApplication } from './applications/sequelize.js';
import { typeOrmApplication } from './applications/typeorm.js';
import { bookshelfStatements } from './statements/bookshelf.js';
import { drizzleStatements } from './statements/drizzle.js';
import { knexStatements } from './statements/knex.js';
import { kyselyStatements } from './statements/kysely.js';
import { mikroOrmStatements } from './statements/mikro-orm.js';
import { objectionStatements } from './statements/objection.js';
import { pgStatements } from './statements/pg.js';
import { pgPromiseStatements } from './statements/pg-promise.js';
import { prismaStatements } from './statements/prisma.js';
import { sequelizeStatements } from './statements/sequelize.js';
import { typeOrmStatements } from './statements/typeorm.js';
import { collecting, type Collect, type CollectedStatement } from './support/collected-statements.js';
import { useDomain } from './support/domain.js';
import { merges, withoutMerged, type Merge } from './support/libpg-query-merges.js';
import { generatePrismaClient, type GeneratedPrismaClient } from './support/prisma-client.js';

const database = useDomain();
let prisma: GeneratedPrismaClient;
beforeAll(async () => {
  [prisma] = await Promise.all([generatePrismaClient(), loadModule()]);
});
afterAll(async () => {
  await prisma.remove();
});

const collections: readonly Collect[] = [
  collecting(pgApplication, pgStatements),
  collecting(knexApplication, knexStatements),
  collecting(objectionApplication, objectionStatements),
  collecting(bookshelfApplication, bookshelfStatements),
  collecting(typeOrmApplication, typeOrmStatements),
  collecting(sequelizeApplication, sequelizeStatements),
  collecting(mikroOrmApplication, mikroOrmStatements),
  collecting(drizzleApplication, drizzleStatements),
  collecting(kyselyApplication, kyselyStatements),
  collecting(pgPromiseApplication, pgPromiseStatements),
  collecting(
    prismaApplication(() => prisma.PrismaClient),
    prismaStatements,
  ),
];

/** A text as both see it. */
interface Grouped {
  readonly sql: string;
  readonly shape: string;
  readonly fingerprint: string;
}

const sent: Grouped[] = [];
beforeAll(async () => {
  const perOrm: (readonly CollectedStatement[])[] = [];
  for (const collect of collections) perOrm.push(await collect(database()));
  expect(Math.min(...perOrm.map(({ length }) => length))).toBeGreaterThan(10);
  const shapes = new Map(perOrm.flat().map(({ sql, shape }) => [sql, shape]));
  for (const [sql, shape] of shapes) sent.push({ sql, shape, fingerprint: fingerprintSync(sql) });
});

/** Pairs of texts of which one side says that they are alike and the other that they are not. */
function disagreements(): readonly (readonly [Grouped, Grouped])[] {
  return sent.flatMap((one, index) =>
    sent
      .slice(index + 1)
      .filter((other) => (one.shape === other.shape) !== (one.fingerprint === other.fingerprint))
      .map((other) => [one, other] as const),
  );
}

function isExplained([one, other]: readonly [Grouped, Grouped], by: readonly Merge[]): boolean {
  return one.shape !== other.shape && withoutMerged(one.shape, by) === withoutMerged(other.shape, by);
}

describe('shapes of what ORMs send', () => {
  it('group it as the fingerprints of libpg-query do, but for what these are known to merge', () => {
    const unexplained = disagreements().filter((pair) => !isExplained(pair, merges));
    expect(unexplained.map(([one, other]) => [one.sql, other.sql])).toEqual([]);
  });

  it('are far fewer than the texts, which differ by values and the lengths of lists', () => {
    const shapes = new Set(sent.map(({ shape }) => shape));
    expect(sent.length).toBeGreaterThan(2 * shapes.size);
  });

  it.each(merges.map((merge) => [merge.what, merge] as const))('keep apart: %s', (_, merge) => {
    const others = merges.filter((other) => other !== merge);
    const needing = disagreements().filter((pair) => !isExplained(pair, others) && isExplained(pair, merges));
    expect(needing).not.toEqual([]);
  });
});
