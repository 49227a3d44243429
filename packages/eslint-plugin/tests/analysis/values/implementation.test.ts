import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const INTERFACE = `
export interface Tags {
  read(id: number): Promise<unknown>;
}
`;
const PG_TAGS = `
import { Pool } from 'pg';
import type { Tags } from './tags';
export class PgTags implements Tags {
  constructor(private readonly pool: Pool) {}
  read(id: number) { return this.pool.query('SELECT 1 FROM tag WHERE id = $1', [id]); }
}
`;
const MAIN = `
import type { Tags } from './tags';
export class Report {
  constructor(@Inject('TAGS') private readonly tags: Tags) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.read(id);
  }
}
`;
const FOUND = ['6: this.tags.read: PgTags.read → Pool.query (pg-tags.ts:6)'];

function findings(files: Readonly<Record<string, string>>): string[] {
  return findingsIn(freshEngine(), join(temporaryProject({ 'package.json': '{}', ...files }), 'main.ts'));
}

describe('an interface', () => {
  it('leads to the one class that implements it', () => {
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': PG_TAGS })).toEqual(FOUND);
  });

  it('leads to it from the file that declares it', () => {
    const files = {
      'main.ts': MAIN.replace("import type { Tags } from './tags';", INTERFACE.trim().replaceAll('\n', ' ')),
      'pg-tags.ts': PG_TAGS.replace('./tags', './main'),
    };
    expect(findings(files)).toEqual(FOUND);
  });

  it('leads to it in another package of the repository', () => {
    const implementation = PG_TAGS.replace('./tags', '../../tags');
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'packages/db/pg-tags.ts': implementation })).toEqual([
      FOUND[0]?.replace('pg-tags.ts', 'packages/db/pg-tags.ts'),
    ]);
  });

  it('leads to it through a namespace and a barrel', () => {
    const files = {
      'main.ts': MAIN.replace('{ Tags }', '* as ports')
        .replace('tags: Tags', 'tags: ports.Tags')
        .replace('./tags', './ports'),
      'ports.ts': "export * from './tags';",
      'tags.ts': INTERFACE,
      'pg-tags.ts': PG_TAGS,
    };
    expect(findings(files)).toEqual(FOUND);
  });

  it.each([
    ['several classes implement it', { 'memory.ts': PG_TAGS.replace('PgTags', 'MemoryTags') }],
    [
      'the class implements another one of that name',
      { 'pg-tags.ts': PG_TAGS.replace('./tags', './other'), 'other.ts': INTERFACE },
    ],
    ['no class implements it', { 'pg-tags.ts': PG_TAGS.replace(' implements Tags', '') }],
  ])('leads nowhere where %s', (_why, files) => {
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': PG_TAGS, ...files })).toEqual([]);
  });

  it('is not taken for what tests put in its place', () => {
    const double = PG_TAGS.replace('PgTags', 'NoTags');
    const files = { 'tests/no-tags.ts': double, 'no-tags.spec.ts': double, 'node_modules/x/no-tags.ts': double };
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': PG_TAGS, ...files })).toEqual(FOUND);
  });
});

describe('an interface that extends another one', () => {
  const STORE = 'export interface Store { read(id: number): Promise<unknown>; }';
  const TAGS =
    "import type { Store } from './store';\nexport interface Tags extends Store { all(): Promise<unknown>; }";
  const other = PG_TAGS.replace('PgTags', 'PgJobs')
    .replace('implements Tags', 'implements Store')
    .replace('./tags', './store')
    .replace('{ Tags }', '{ Store }');
  const files = { 'main.ts': MAIN, 'store.ts': STORE, 'tags.ts': TAGS, 'pg-tags.ts': PG_TAGS };

  it('leads to what implements it, not to what implements only the other one', () => {
    expect(findings({ ...files, 'pg-jobs.ts': other })).toEqual(FOUND);
  });

  it('leads nowhere where several classes implement it, though one implements only the other one', () => {
    const memory = PG_TAGS.replace('PgTags', 'MemoryTags');
    expect(findings({ ...files, 'memory.ts': memory, 'pg-jobs.ts': other })).toEqual([]);
  });

  it('leads to what implements the other one where nothing implements it by name', () => {
    expect(findings({ 'main.ts': MAIN, 'store.ts': STORE, 'tags.ts': TAGS, 'pg-jobs.ts': other })).toEqual([
      '6: this.tags.read: PgJobs.read → Pool.query (pg-jobs.ts:6)',
    ]);
  });
});

describe('a class that by its name stands in for another one in tests', () => {
  const files = { 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': PG_TAGS };

  it.each(['FakeTags', 'MockTags', 'StubTags', 'DummyTags', 'TagsFake', 'TagsMock', 'TagsStub'])(
    'does not count: %s',
    (name) => {
      expect(findings({ ...files, 'double.ts': PG_TAGS.replace('PgTags', name) })).toEqual(FOUND);
    },
  );

  it.each(['FakerTags', 'MemoryTags', 'Mockery', 'TagsDummy'])('is not told by a part of a word: %s', (name) => {
    expect(findings({ ...files, 'other.ts': PG_TAGS.replace('PgTags', name) })).toEqual([]);
  });
});

describe('an object that is declared to be of an interface', () => {
  const OBJECT = `
import { Pool } from 'pg';
import type { Tags } from './tags';
const pool = new Pool();
export const pgTags: Tags = {
  read: (id) => pool.query('SELECT 1 FROM tag WHERE id = $1', [id]),
};
`;
  const found = ['6: this.tags.read: read → Pool.query (pg-tags.ts:6)'];

  it('is what the interface leads to, where it is the only one', () => {
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': OBJECT })).toEqual(found);
  });

  it('is what an alias of an object type leads to', () => {
    const alias = INTERFACE.replace('interface Tags', 'type Tags =').replace(/}\n$/, '};\n');
    expect(findings({ 'main.ts': MAIN, 'tags.ts': alias, 'pg-tags.ts': OBJECT })).toEqual(found);
  });

  it.each([
    ['there are several', { 'memory.ts': OBJECT }],
    ['a class implements it, too', { 'class.ts': PG_TAGS }],
    [
      'it is of another interface of that name',
      { 'pg-tags.ts': OBJECT.replace('./tags', './other'), 'other.ts': INTERFACE },
    ],
    ['it has no declared type', { 'pg-tags.ts': OBJECT.replace(': Tags', '') }],
    [
      'it is a parameter',
      {
        'pg-tags.ts': OBJECT.replace('const pgTags: Tags = {', 'const of = (tags: Tags = {').replace(
          '};',
          '}) => tags;',
        ),
      },
    ],
  ])('leads nowhere where %s', (_why, files) => {
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': OBJECT, ...files })).toEqual([]);
  });

  it.each([
    ['the default of a parameter', 'export const of = (tags: Tags = { read: async () => 1 }) => tags;'],
    ['what a name is taken out of', 'export let tags: Tags;\n({ tags } = { tags: pgTags });'],
  ])('is not %s', (_what, other) => {
    expect(findings({ 'main.ts': MAIN, 'tags.ts': INTERFACE, 'pg-tags.ts': `${OBJECT}${other}\n` })).toEqual(found);
  });
});

describe('a method that an abstract class leaves open', () => {
  const base = INTERFACE.replace('interface Tags', 'abstract class Tags').replace('read', 'abstract read');
  const heir = PG_TAGS.replace('import type', 'import').replace('implements', 'extends').replace('{}', '{ super(); }');

  it('is that of the one class which extends it', () => {
    expect(findings({ 'main.ts': MAIN, 'tags.ts': base, 'pg-tags.ts': heir })).toEqual(FOUND);
  });

  it('is not that of a class which extends another one of that name', () => {
    const files = {
      'main.ts': MAIN,
      'tags.ts': base,
      'pg-tags.ts': heir.replace('./tags', './other'),
      'other.ts': base,
    };
    expect(findings(files)).toEqual([]);
  });

  it('is unknown where several classes extend it', () => {
    const files = { 'main.ts': MAIN, 'tags.ts': base, 'pg-tags.ts': heir, 'other.ts': heir.replace('PgTags', 'Other') };
    expect(findings(files)).toEqual([]);
  });
});
