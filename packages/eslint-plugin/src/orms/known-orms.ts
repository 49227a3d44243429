import type { OrmFacts } from './orm-facts.js';
import { pg } from './pg.js';
import { typeorm } from './typeorm.js';

/** Every ORM and driver that flatquery knows. */
export const orms: readonly OrmFacts[] = [typeorm, pg];

const byPackage = new Map(orms.flatMap((orm) => orm.packages.map((name) => [name, orm] as const)));

/** The ORM or driver that the package called `name` belongs to. */
export function ormOfPackage(name: string): OrmFacts | undefined {
  return byPackage.get(name);
}
