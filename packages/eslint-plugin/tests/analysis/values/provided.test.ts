import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const TAGS = `
import { Pool } from 'pg';
const pool = new Pool();
export const TAGS = Symbol('tags');
export const LABELS = 'LABELS';
export const FIXED = 'FIXED' as const; export let CHANGED = 'TAGS'; CHANGED = FIXED;
export const TOKENS = { tags: Symbol('tags'), labels: 'LABELS' };
export interface Tags { read(id: number): Promise<unknown> }
export abstract class Base { abstract read(id: number): Promise<unknown> }
export class PgTags extends Base implements Tags {
  read(id: number) { return pool.query('SELECT 1 FROM tag WHERE id = $1', [id]); }
}
export class ListedTags extends Base implements Tags {
  async read(id: number) { return [id]; }
}
export const HANDED = process.env.HANDED ?? PgTags;
export default 'ALL';
`;
const FOUND = ['7: this.tags.read: PgTags.read → Pool.query (tags.ts:11)'];

/** What some names of a module stand for. */
const DECLARED = [
  ['handed', 'const handed = options.store ?? PgTags;'],
  ['made', 'const made = (c) => (c.x ? CACHE() : new PgTags());'],
  ['named', 'const named = { provide: TAGS, useClass: PgTags };'],
  ['changed', 'const changed = { provide: TAGS, useClass: PgTags }; changed.useClass = ListedTags;'],
  ['listed', 'const listed = [{ provide: TAGS, useClass: PgTags }]; listed[0].useClass = ListedTags;'],
  ['handedOn', 'const handedOn = (provider = { provide: TAGS, useClass: PgTags }) => provider;'],
] as const;

interface Written {
  /** What is asked for. */
  readonly token?: string;
  readonly type?: string;
  /** Where \`Inject\` is from. */
  readonly from?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** What stands in front of the module. */
  readonly before?: string;
}

/** What is found in a class into which a token is injected, where \`providers\` stands in a module. */
function findings(
  providers: string,
  { token = 'TAGS', type = ': Tags', from = '@nestjs/common', files, before = '' }: Written = {},
) {
  const main = `
import { Inject, forwardRef } from '${from}';
import ALL, { Base, CHANGED, FIXED, LABELS, ListedTags, PgTags, TAGS, TOKENS, type Tags } from './tags'; import { CACHE } from 'cache';
export class Report {
  constructor(@Inject(${token}) private readonly tags${type}) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.read(id);
  }
}
`;
  const module = `
import { Module } from '@nestjs/common';
import * as tokens from './tags';
import { Base, FIXED, LABELS, ListedTags, PgTags, TAGS, TOKENS } from './tags';
import { CACHE, OTHERS } from 'cache';
${before}
@Module({ providers: [Report, ${providers}] })
export class ReportModule {}
`;
  const project = { 'package.json': '{}', 'main.ts': main, 'tags.ts': TAGS, 'report.module.ts': module, ...files };
  return findingsIn(freshEngine(), join(temporaryProject(project), 'main.ts'));
}

describe('a token', () => {
  it.each([
    ['a class', '{ provide: TAGS, useClass: PgTags }', '{ provide: TAGS, useClass: ListedTags }'],
    ['a class by its own name', '{ provide: TAGS, useExisting: PgTags }', '{ provide: TAGS, useExisting: ListedTags }'],
    ['a value', '{ provide: TAGS, useValue: new PgTags() }', '{ provide: TAGS, useValue: new ListedTags() }'],
    [
      'what a function makes',
      '{ provide: TAGS, useFactory: (config: Config) => new PgTags(config), inject: [Config] }',
      '{ provide: TAGS, useFactory: (config: Config) => new ListedTags(config), inject: [Config] }',
    ],
    [
      'what a function makes later',
      '{ provide: TAGS, useFactory: async () => new PgTags(await connect()) }',
      '{ provide: TAGS, useFactory: async () => new ListedTags(await connect()) }',
    ],
    [
      'what another token stands for',
      "{ provide: TAGS, useExisting: 'ALL' }, { provide: 'ALL', useClass: PgTags }",
      "{ provide: TAGS, useExisting: 'ALL' }, { provide: 'ALL', useClass: ListedTags }",
    ],
  ])('leads to what is provided for it: %s', (_what, querying, other) => {
    expect(findings(querying)).toEqual(FOUND);
    expect(findings(other)).toEqual([]);
  });

  it.each([
    ['a text', "'TAGS'", "'TAGS'", "'LABELS'"],
    ['a text with a name', 'LABELS', "'LABELS'", "'TAGS'"],
    ['a text of an object', 'TOKENS.labels', 'LABELS', 'TAGS'],
    ['a member', 'TOKENS.tags', 'TOKENS.tags', 'TOKENS.others'],
    ['a name of a file', 'TAGS', 'tokens.TAGS', 'tokens.LABELS'],
    ['a class', 'Base', 'Base', 'TAGS'],
    ['a text that is declared to be just that', 'FIXED', "'FIXED'", "'TAGS'"],
    ['a text that a file exports', 'ALL', "'ALL'", "'TAGS'"],
    ['a name of a package', 'CACHE', 'CACHE', 'OTHERS'],
    ['a name that is given another text', 'CHANGED', 'tokens.CHANGED', "'TAGS'"],
  ])('is told from others: %s', (_what, token, same, other) => {
    expect(findings(`{ provide: ${same}, useClass: PgTags }`, { token })).toEqual(FOUND);
    expect(findings(`{ provide: ${other}, useClass: PgTags }`, { token })).toEqual([]);
  });

  it.each([
    ['an interface', ': Tags'],
    ['anything', ': any'],
    ['what no type says', ''],
    ['a class that leaves the code to its heirs', ': Base'],
  ])('leads there where it is declared to be %s', (_what, type) => {
    expect(findings('{ provide: TAGS, useClass: PgTags }', { type })).toEqual(FOUND);
    expect(findings('{ provide: TAGS, useClass: ListedTags }', { type })).toEqual([]);
  });

  it('is what it is declared to be where that is a class with code', () => {
    expect(findings('{ provide: TAGS, useClass: PgTags }', { type: ': ListedTags' })).toEqual([]);
    expect(findings('{ provide: TAGS, useClass: ListedTags }', { type: ': PgTags' })).toEqual(FOUND);
  });

  it('stands for itself where it is a class for which nothing else is provided', () => {
    expect(findings('PgTags', { token: 'PgTags' })).toEqual(FOUND);
    expect(findings('PgTags, { provide: PgTags, useClass: ListedTags }', { token: 'PgTags' })).toEqual([]);
  });

  it('leads there where several modules provide the same', () => {
    const same = '{ provide: TAGS, useClass: PgTags }, { provide: TAGS, useClass: PgTags }';
    expect(findings(same)).toEqual(FOUND);
    expect(findings(same.replace('PgTags', 'ListedTags'))).toEqual([]);
  });

  it.each([
    [
      'a function may make one of two',
      '{ provide: TAGS, useFactory: () => (isOn() ? new PgTags() : new ListedTags()) }',
    ],
    ['nobody knows what a function makes', '{ provide: TAGS, useFactory: () => make() }'],
    ['more may be spread into a provider', '{ provide: TAGS, useClass: PgTags, ...others }'],
    ['several are provided as a list', '{ provide: TAGS, useClass: PgTags, multi: true }'],
    ['tokens stand for one another', "{ provide: TAGS, useExisting: 'A' }, { provide: 'A', useExisting: TAGS }"],
    ['nothing is provided', 'PgTags'],
    ['the class may be one that is handed in', '{ provide: TAGS, useClass: options.store ?? PgTags }'],
    ['the class may be one of a package', '{ provide: TAGS, useClass: isOn() ? CACHE : PgTags }'],
    ['a name may hold a class that is handed in', '{ provide: TAGS, useClass: handed }'],
    ['another file may name a class that is handed in', '{ provide: TAGS, useClass: tokens.HANDED }'],
    [
      'an object may hold a class that is handed in',
      '{ provide: TAGS, useClass: { tags: options.store ?? PgTags }.tags }',
    ],
    ['the class itself may be another', '{ provide: TAGS, useExisting: options.store ?? PgTags }'],
    ['the value may be one that is handed in', '{ provide: TAGS, useValue: options.store ?? new PgTags() }'],
    ['the factory may be another', '{ provide: TAGS, useFactory: options.make ?? (() => new PgTags()) }'],
    ['the factory may be one of a package', '{ provide: TAGS, useFactory: isOn() ? CACHE : () => new PgTags() }'],
    ['a factory may ask a package', '{ provide: TAGS, useFactory: (c) => (c.x ? CACHE() : new PgTags()) }'],
    [
      'one of several returns asks a package',
      '{ provide: TAGS, useFactory: (c) => { if (c.x) return CACHE(); return new PgTags(); } }',
    ],
    ['a factory calls a function that may', '{ provide: TAGS, useFactory: async (c) => await made(c) }'],
    ['a factory makes an object of a class that is handed in', '{ provide: TAGS, useFactory: () => new handed() }'],
    ['a factory has a default', '{ provide: TAGS, useFactory: (store = new PgTags()) => store }'],
    ['another provider may stand there', 'custom ?? { provide: TAGS, useClass: PgTags }'],
    ['other providers may stand there', '...(isOn() ? customs : [{ provide: TAGS, useClass: PgTags } as any])'],
    ['another provider may stand for one with a name', 'custom ?? named'],
    ['a provider is changed after it was made', 'changed'],
    ['a list of providers is changed after it was made', '...listed'],
    ['a function may be given another provider', 'handedOn()'],
  ])('leads nowhere where %s', (_why, providers) => {
    const used = DECLARED.filter(([name]) => providers.includes(name)).map(([, code]) => code);
    expect(findings(providers, { before: used.join('\n') })).toEqual([]);
  });

  it.each([
    ['a name holds the class', '{ provide: TAGS, useClass: handed }', 'const handed = PgTags;'],
    ['the provider has a name', 'named', 'const named = { provide: TAGS, useClass: PgTags };'],
    ['it is provided only where it is needed', '...(isOn() ? [{ provide: TAGS, useClass: PgTags }] : [])', ''],
    ['it is provided, or nothing is', 'isOn() ? { provide: TAGS, useClass: PgTags } : null', ''],
    ['a function makes it, or nothing', '{ provide: TAGS, useFactory: () => (isOn() ? new PgTags() : null) }', ''],
    [
      'a function is called that makes it',
      '{ provide: TAGS, useFactory: () => made() }',
      'const made = () => new PgTags();',
    ],
    [
      'a function is declared to make it',
      '{ provide: TAGS, useFactory: () => made() }',
      'const made = (): PgTags => (isOn() ? CACHE() : OTHERS());',
    ],
  ])('leads there where %s', (_why, providers, before) => {
    expect(findings(providers, { before })).toEqual(FOUND);
  });

  it.each([
    [
      'in quotes',
      "import { ListedTags, TAGS } from './tags'; export const p = { 'provide': TAGS, useClass: ListedTags };",
    ],
    [
      'in brackets',
      "import { ListedTags, TAGS } from './tags'; export const p = { ['provide']: TAGS, useClass: ListedTags };",
    ],
    [
      'as the name of the token',
      "import { ListedTags as useClass, TAGS as provide } from './tags'; export const p = { provide, useClass };",
    ],
  ])('leads nowhere where another file provides something else, with the key %s', (_how, other) => {
    expect(findings('{ provide: TAGS, useClass: PgTags }', { files: { 'other.ts': other } })).toEqual([]);
    const same = other.replace('ListedTags', 'PgTags').replace('ListedTags', 'PgTags');
    expect(findings('{ provide: TAGS, useClass: PgTags }', { files: { 'other.ts': same } })).toEqual(FOUND);
  });

  it('is not what a function calls by the same name', () => {
    const dynamic = `
import { PgTags } from './tags';
export const TAGS = Symbol('tags');
export function testing() {
  const TAGS = Symbol('others');
  return [{ provide: TAGS, useClass: PgTags }];
}
`;
    const main = `
import { Inject } from '@nestjs/common';
import { TAGS } from './tags.module';
export class Report {
  constructor(@Inject(TAGS) private readonly tags) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.read(id);
  }
}
`;
    expect(findings('', { files: { 'main.ts': main, 'tags.module.ts': dynamic } })).toEqual([]);
    const outer = dynamic.replace("  const TAGS = Symbol('others');\n", '');
    expect(findings('', { files: { 'main.ts': main, 'tags.module.ts': outer } })).toEqual(FOUND);
  });

  it('leads nowhere where the class gives its property something itself', () => {
    const type = ': Tags = new ListedTags()';
    expect(findings('{ provide: TAGS, useClass: PgTags }', { type })).toEqual([]);
  });

  it('leads nowhere where another package has a decorator of that name', () => {
    expect(findings('{ provide: TAGS, useClass: PgTags }', { from: 'other' })).toEqual([]);
  });

  it('leads to an object of a library that a function makes', () => {
    const main = `
import { Inject } from '@nestjs/common';
export class Report {
  constructor(@Inject('POOL') private readonly pool: any, @Inject('OTHER') private readonly other: any) {}

  async rows(ids: number[]) { for (const id of ids) await this.pool.query('SELECT 1 FROM tag WHERE id = $1', [id]); }
  async others(ids: number[]) { for (const id of ids) await this.other.query('SELECT 1 FROM tag WHERE id = $1', [id]); }
}
`;
    const providers = `
import { Pool } from 'pg';
export const providers = [
  { provide: 'POOL', inject: [Config], useFactory: async (config: Config) => { const pool = new Pool(config); return pool; } },
  { provide: 'OTHER', useFactory: (config: Config) => connect(config) },
];
`;
    expect(findings('...providers', { files: { 'main.ts': main, 'providers.ts': providers } })).toEqual([
      '6: this.pool.query: Pool.query',
    ]);
  });

  it('leads there in a property', () => {
    const main = `
import { Inject } from '@nestjs/common';
import { TAGS, type Tags } from './tags';

export class Report {
  @Inject(TAGS) private readonly tags!: Tags;
  async rows(ids: number[]) { for (const id of ids) await this.tags.read(id); }
}
`;
    expect(findings('{ provide: TAGS, useClass: PgTags }', { files: { 'main.ts': main } })).toEqual(FOUND);
    expect(findings('{ provide: TAGS, useClass: ListedTags }', { files: { 'main.ts': main } })).toEqual([]);
  });

  it('leads there where the container is asked for it', () => {
    const main = `
import type { ModuleRef } from '@nestjs/core';
import { TAGS, type Tags } from './tags';
export async function rows(ids: number[], all: ModuleRef) {
  const { tags } = { tags: all.get<Tags>(TAGS, { strict: false }) };

  for (const id of ids) await tags.read(id);
}
`;
    const found = FOUND.map((finding) => finding.replace('this.', ''));
    expect(findings('{ provide: TAGS, useClass: PgTags }', { files: { 'main.ts': main } })).toEqual(found);
    expect(findings('{ provide: TAGS, useClass: ListedTags }', { files: { 'main.ts': main } })).toEqual([]);
  });

  it('is looked for in lists of providers and in modules that are put together by functions', () => {
    const lists =
      "import { PgTags, TAGS } from './tags';\nexport const providers = [{ provide: TAGS, useClass: PgTags }];";
    const dynamic = `
import { PgTags, TAGS } from './tags';
export class TagsModule {
  static forRoot() { return { module: TagsModule, providers: [{ provide: TAGS, useClass: PgTags }] }; }
}
`;
    expect(findings('...providers', { files: { 'providers.ts': lists } })).toEqual(FOUND);
    expect(findings('', { files: { 'tags.module.ts': dynamic } })).toEqual(FOUND);
    expect(findings('', { files: { 'tags.module.spec.ts': dynamic } })).toEqual([]);
  });
});

describe('a class with several heirs', () => {
  /** What is found where a property is declared to be of the class, with nothing that asks for a token. */
  function findingsOf(providers: string, decorator = "import { Injectable } from '@nestjs/common';\n@Injectable()") {
    const main = `
import { Base } from './tags';
${decorator}
export class Report {
  constructor(private readonly tags: Base) {}
  async rows(ids: number[]) { for (const id of ids) await this.tags.read(id); }
}
`;
    return findings(providers, { files: { 'main.ts': main } });
  }

  it('leads to the one that is provided for it, where the framework makes the object around it', () => {
    expect(findingsOf('{ provide: Base, useClass: PgTags }')).toEqual(FOUND);
    expect(findingsOf('{ provide: Base, useClass: ListedTags }')).toEqual([]);
    expect(findingsOf('{ provide: Base, useClass: PgTags }', '\n')).toEqual([]);
  });

  it('leads to what a getter gives back where that is declared to be of it', () => {
    const getter = (made: string) => `import { Injectable } from '@nestjs/common';
import { ListedTags, PgTags } from './tags';
@Injectable()
export class Given { get tags(): Base { return new ${made}(); } }
declare const report: Given;
export async function rows(ids: number[]) { for (const id of ids) await report.tags.read(id); }`;
    expect(findingsOf('{ provide: Base, useClass: PgTags }', getter('ListedTags'))).toEqual([]);
  });

  it('leads nowhere where nothing is provided for it, or several', () => {
    expect(findingsOf('PgTags')).toEqual([]);
    expect(findingsOf('{ provide: Base, useClass: PgTags }, { provide: Base, useClass: ListedTags }')).toEqual([]);
  });
});
