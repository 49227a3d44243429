import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What is found where `body` runs for each of `ids`, on a `context` of which nothing is known. */
function findings(header: string, body: string, files: Readonly<Record<string, string>> = {}): string[] {
  const main = `${header}
export async function load(context: any, ids: number[]) {
  for (const id of ids) await ${body};
}
`;
  const root = temporaryProject({ ...files, 'main.ts': main });
  return findingsIn(freshEngine(), join(root, 'main.ts')).map((finding) => finding.replace(/^\d+: /, ''));
}

const MIKRO = "import { Entity } from '@mikro-orm/core';\n@Entity()\nexport class Tag {}\n";
const TYPEORM = "import { Entity } from 'typeorm';\n@Entity()\nexport class Tag {}\n";
const DRIZZLE = "import { pgTable } from 'drizzle-orm/pg-core';\nexport const tags = pgTable('tags', {});\n";

describe('an object of which nothing is known', () => {
  it.each([
    ['MikroORM', MIKRO, 'context.em.findOne(Tag, { id })', 'context.em.findOne: EntityManager.findOne'],
    [
      'MikroORM',
      MIKRO,
      'context.em.getRepository(Tag).findOne({ id })',
      'context.em.getRepository(…).findOne: EntityRepository.findOne',
    ],
    [
      'TypeORM',
      TYPEORM,
      'context.manager.findOneBy(Tag, { id })',
      'context.manager.findOneBy: EntityManager.findOneBy',
    ],
    [
      'TypeORM',
      TYPEORM,
      'context.db.getRepository(Tag).findOneBy({ id })',
      'context.db.getRepository(…).findOneBy: Repository.findOneBy',
    ],
  ])('is the entity manager of %s where it takes an entity: %#', (_orm, entity, body, query) => {
    expect(findings("import { Tag } from './tag';", body, { 'tag.ts': entity })).toEqual([query]);
  });

  it.each([
    ['takes a table', 'context.db.select().from(tags).where(eq(tags.id, id))', 'db.select.where'],
    ['takes one of its operators', 'context.db.query.tags.findFirst({ where: eq(tags.id, id) })', 'db.query.findFirst'],
  ])('is the database of Drizzle where it %s', (_where, body, query) => {
    const header = "import { eq } from 'drizzle-orm';\nimport { tags } from './tags';";
    const [found] = findings(header, body, { 'tags.ts': DRIZZLE });
    expect(found).toMatch(new RegExp(`: ${query.replaceAll('.', '\\.')}$`));
  });

  it.each([
    [
      "import { In } from 'typeorm';",
      'context.tags.findBy({ id: In([id, -id]) })',
      'context.tags.findBy: Repository.findBy',
    ],
    [
      "import { Op } from 'sequelize';",
      'context.Tag.findOne({ where: { id: { [Op.eq]: id } } })',
      'context.Tag.findOne: Model.findOne',
    ],
  ])('is a repository or model where it takes an operator: %#', (header, body, found) => {
    expect(findings(header, body)).toEqual([found]);
  });

  it.each([
    ['an undecorated class', 'export class Tag {}\n'],
    ['a class that another library decorates', "import { Entity } from 'somewhere';\n@Entity()\nexport class Tag {}\n"],
  ])('is nothing where it takes %s', (_what, entity) => {
    expect(findings("import { Tag } from './tag';", 'context.em.findOne(Tag, { id })', { 'tag.ts': entity })).toEqual(
      [],
    );
  });

  it('stays what it is where something is known of it', () => {
    const header = "import { Tag } from './tag';\nconst store = { findOne: (type: unknown, where: unknown) => where };";
    expect(findings(header, 'store.findOne(Tag, { id })', { 'tag.ts': MIKRO })).toEqual([]);
  });
});
