import { bookshelf } from './bookshelf.js';
import { drizzle } from './drizzle.js';
import { knex } from './knex.js';
import { kysely } from './kysely.js';
import { libsql } from './libsql.js';
import { mikroOrm } from './mikro-orm.js';
import { mongoose } from './mongoose.js';
import { mysql2 } from './mysql2.js';
import { objection } from './objection.js';
import type { ExportFacts, OrmFacts } from './orm-facts.js';
import { pg } from './pg.js';
import { pgPromise } from './pg-promise.js';
import { postgresJs } from './postgres-js.js';
import { prisma } from './prisma.js';
import { sequelize } from './sequelize.js';
import { slonik } from './slonik.js';
import { typeorm } from './typeorm.js';

/** Every ORM and driver that flatquery knows. */
export const orms: readonly OrmFacts[] = [
  typeorm,
  prisma,
  sequelize,
  mikroOrm,
  drizzle,
  knex,
  pg,
  pgPromise,
  postgresJs,
  libsql,
  objection,
  bookshelf,
  kysely,
  slonik,
  mysql2,
  mongoose,
];

const byPackage = new Map(orms.flatMap((orm) => orm.packages.map((name) => [name, orm] as const)));
const byGeneratedExport = new Map(
  orms.flatMap((orm) => (orm.generatedExports ?? []).map((name) => [name, orm] as const)),
);

/** The ORM or driver that the package called `name` belongs to. */
export function ormOfPackage(name: string): OrmFacts | undefined {
  return byPackage.get(name);
}

/** The ORM whose generated code exports `name`. */
export function ormOfGeneratedExport(name: string): OrmFacts | undefined {
  return byGeneratedExport.get(name);
}

/** What is known of the export of `orm` that is called `name`. */
export function exportOf({ exports, exportPatterns }: OrmFacts, name: string): ExportFacts | undefined {
  if (Object.hasOwn(exports, name)) return exports[name];
  return exportPatterns?.find((pattern) => pattern.name.test(name))?.facts;
}

/** What is known of what the package called `packageName` exports as `name`. */
export function exportOfPackage(packageName: string, name: string): ExportFacts | undefined {
  const orm = ormOfPackage(packageName);
  return orm && exportOf(orm, name);
}
