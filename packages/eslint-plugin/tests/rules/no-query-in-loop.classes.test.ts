import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Who runs the query: methods of classes.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a service that the constructor takes, and a method that does no more than format',
      code: `
import type { Tag } from './tag.entity.js';
import type { TagService } from './tag.service.js';
export class Report {
  constructor(private readonly tags: TagService) {}
  async rows(all: Tag[]) {
    for (const tag of all) await this.tags.describe(tag);
  }
}
`,
    },
    {
      name: 'a service that the constructor takes, and a method that only writes',
      code: `
import type { Tag } from './tag.entity.js';
import type { TagService } from './tag.service.js';
export class Report {
  constructor(private readonly tags: TagService) {}
  async rows(all: Tag[]) {
    for (const tag of all) await this.tags.rename(tag, 'new');
  }
}
`,
    },
    {
      name: 'a method that a subclass overrides without a query',
      code: `
import { PostService } from './post.service.js';
export class NoPosts extends PostService {
  async byId() {
    return null;
  }
  async all(ids: number[]) {
    for (const id of ids) await this.byId(id);
  }
}
`,
    },
    {
      name: 'an interface with several implementations, of which one answers from memory',
      code: `
import { pool } from './pool.js';
interface Tags {
  read(id: number): Promise<unknown>;
}
export class PgTags implements Tags {
  read(id: number) {
    return pool.query('SELECT * FROM tag WHERE id = $1', [id]);
  }
}
export class NoTags implements Tags {
  async read() {
    return undefined;
  }
}
export async function load(tags: Tags, ids: number[]) {
  for (const id of ids) await tags.read(id);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a service that the constructor takes',
      code: `
import type { TagService } from './tag.service.js';
export class Report {
  constructor(private readonly tags: TagService) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.forPost(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.tags.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 33,
          endLine: 6,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'a service in a property with a type',
      code: `
import { Inject } from '@nestjs/common';
import { TagService } from './tag.service.js';
export class Report {
  @Inject(TagService)
  private readonly tags!: TagService;
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.labelsOf(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.tags.labelsOf',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'TagService.labelsOf → TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 33,
          endLine: 8,
          endColumn: 55,
        },
      ],
    },
    {
      name: 'a service in a property with an initial value',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
import { TagService } from './tag.service.js';
export class Report {
  readonly #tags = new TagService(dataSource.getRepository(Tag));
  async rows(ids: number[]) {
    for (const id of ids) await this.#tags.forPost(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.#tags.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 33,
          endLine: 8,
          endColumn: 55,
        },
      ],
    },
    {
      name: 'a service that the constructor assigns',
      code: `
import { TagService } from './tag.service.js';
export class Report {
  tags;
  constructor(tags: TagService) {
    this.tags = tags;
  }
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.forPost(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.tags.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '9',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 9,
          column: 33,
          endLine: 9,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'a repository that NestJS injects',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export class Report {
  constructor(@InjectRepository(Tag) private readonly tags: Repository<Tag>) {}
  async rows(ids: number[]) {
    return Promise.all(ids.map((id) => this.tags.findOneBy({ id })));
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'this.tags.findOneBy',
            iterable: '`ids`',
            loop: 'map',
            line: '7',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 40,
          endLine: 7,
          endColumn: 67,
        },
      ],
    },
    {
      name: 'another method of the same class',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export class Report {
  constructor(private readonly tags: Repository<Tag>) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.row(id);
  }
  private async row(id: number) {
    return this.tags.findOneBy({ id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.row',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'Report.row → Repository.findOneBy (case.ts:10)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 33,
          endLine: 7,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'a private method',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export class Report {
  constructor(private readonly tags: Repository<Tag>) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.#row(id);
  }
  async #row(id: number) {
    return this.tags.findOneBy({ id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.#row',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'Report.#row → Repository.findOneBy (case.ts:10)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 33,
          endLine: 7,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'a method in a property',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export class Report {
  constructor(private readonly tags: Repository<Tag>) {}
  rows = async (ids: number[]) => {
    for (const id of ids) await this.row(id);
  };
  row = (id: number) => this.tags.findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.row',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'Report.row → Repository.findOneBy (case.ts:9)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 33,
          endLine: 7,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'a static method',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
import { TagService } from './tag.service.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) await TagService.one(tags, id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'TagService.one',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'TagService.one → Repository.findOneBy (tag.service.ts:24)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 55,
        },
      ],
    },
    {
      name: "an inherited method that uses the subclass's repository",
      code: `
import type { PostService } from './post.service.js';
export async function load(posts: PostService, ids: number[]) {
  for (const id of ids) await posts.byId(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'posts.byId',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'BaseService.byId → Repository.findOneBy (base.service.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'an inherited method called on this',
      code: `
import { PostService } from './post.service.js';
export class ArchiveService extends PostService {
  async all(ids: number[]) {
    for (const id of ids) await this.byId(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.byId',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'BaseService.byId → Repository.findOneBy (base.service.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 33,
          endLine: 5,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'an inherited method called on super',
      code: `
import { PostService } from './post.service.js';
export class ArchiveService extends PostService {
  async byId(id: number) {
    return super.byId(id);
  }
  async all(ids: number[]) {
    for (const id of ids) await this.byId(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.byId',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'ArchiveService.byId → BaseService.byId → Repository.findOneBy (base.service.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 33,
          endLine: 8,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'a singleton',
      code: `
import { tagService } from './singleton.js';
export async function load(ids: number[]) {
  for (const id of ids) await tagService.forPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tagService.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 53,
        },
      ],
    },
    {
      name: 'a singleton that is the default export',
      code: `
import tags from './singleton.js';
export async function load(ids: number[]) {
  for (const id of ids) await tags.labelsOf(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.labelsOf',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'TagService.labelsOf → TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'an instance made in place',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
import { TagService } from './tag.service.js';
export async function load(ids: number[]) {
  for (const id of ids) await new TagService(dataSource.getRepository(Tag)).forPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'new TagService(…).forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 88,
        },
      ],
    },
    {
      name: 'a getter that leads to a repository',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
import { dataSource } from './data-source.js';
export class Report {
  private get tags() {
    return dataSource.getRepository(Tag);
  }
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.findOneBy({ id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'this.tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '10',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 10,
          column: 33,
          endLine: 10,
          endColumn: 60,
        },
      ],
    },
    {
      name: 'a constructor that asks',
      code: `
import { pool } from './pool.js';
class Row {
  readonly ready: Promise<unknown>;
  constructor(id: number) {
    this.ready = pool.query('SELECT * FROM tag WHERE id = $1', [id]);
  }
}
export async function load(ids: number[]) {
  for (const id of ids) await new Row(id).ready;
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'Row',
            iterable: '`ids`',
            loop: 'for…of',
            line: '10',
            chain: 'Row.constructor → Pool.query (case.ts:6)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 10,
          column: 31,
          endLine: 10,
          endColumn: 42,
        },
      ],
    },
    {
      name: "a repository that a property's initial value takes from this",
      code: `
import type { DataSource } from 'typeorm';
import { Tag } from './tag.entity.js';
export class Report {
  private readonly tags = this.source.getRepository(Tag);
  constructor(private readonly source: DataSource) {}
  async rows(ids: number[]) {
    for (const id of ids) await this.tags.findOneBy({ id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'this.tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 33,
          endLine: 8,
          endColumn: 60,
        },
      ],
    },
    {
      name: "a property's initial value that asks",
      code: `
import { pool } from './pool.js';
class Settings {
  readonly rows = pool.query('SELECT * FROM setting WHERE id = $1', [this.id]);
  constructor(readonly id: number) {}
}
export async function load(ids: number[]) {
  for (const id of ids) await new Settings(id).rows;
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'Settings',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'Settings.constructor → Pool.query (case.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 31,
          endLine: 8,
          endColumn: 47,
        },
      ],
    },
    {
      name: 'a wrapped function in a property',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
import { traced } from './traced.js';
export class Report {
  constructor(private readonly tags: Repository<Tag>) {}
  row = traced((id: number) => this.tags.findOneBy({ id }));
  async rows(ids: number[]) {
    for (const id of ids) await this.row(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'this.row',
            iterable: '`ids`',
            loop: 'for…of',
            line: '9',
            chain: 'row → Repository.findOneBy (case.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 9,
          column: 33,
          endLine: 9,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'a getter that asks',
      code: `
import { pool } from './pool.js';
class Row {
  constructor(readonly id: number) {}
  get name() {
    return pool.query('SELECT name FROM tag WHERE id = $1', [this.id]);
  }
}
export async function load(rows: Row[]) {
  for (const row of rows) console.log(await row.name);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'row.name',
            iterable: '`rows`',
            loop: 'for…of',
            line: '10',
            chain: 'Row.name → Pool.query (case.ts:6)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 10,
          column: 45,
          endLine: 10,
          endColumn: 53,
        },
      ],
    },
    {
      name: 'a generic service that is a class of its own',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
class Crud<T extends object> {
  constructor(protected readonly repository: Repository<T>) {}
  one(id: number) {
    return this.repository.findOneBy({ id } as never);
  }
}
class Tags extends Crud<Tag> {}
export async function load(tags: Tags, ids: number[]) {
  for (const id of ids) await tags.one(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.one',
            iterable: '`ids`',
            loop: 'for…of',
            line: '12',
            chain: 'Crud.one → Repository.findOneBy (case.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 12,
          column: 31,
          endLine: 12,
          endColumn: 43,
        },
      ],
    },
    {
      name: 'a mixin',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
function Crud<T>(entity: T) {
  class Service {
    constructor(readonly repository: Repository<Tag>) {}
    one(id: number) {
      return this.repository.findOneBy({ id });
    }
  }
  return Service;
}
class Tags extends Crud('tag') {}
export async function load(tags: Tags, ids: number[]) {
  for (const id of ids) await tags.one(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.one',
            iterable: '`ids`',
            loop: 'for…of',
            line: '15',
            chain: 'Service.one → Repository.findOneBy (case.ts:8)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 15,
          column: 31,
          endLine: 15,
          endColumn: 43,
        },
      ],
    },
    {
      name: 'a type that picks methods of a class',
      code: `
import type { Tag } from './tag.entity.js';
import { TagService } from './tag.service.js';
type Tags = Pick<TagService, 'forPost'>;
export async function load(tags: Tags, posts: Tag[]) {
  for (const { id } of posts) await tags.forPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.forPost',
            iterable: '`posts`',
            loop: 'for…of',
            line: '6',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 37,
          endLine: 6,
          endColumn: 53,
        },
      ],
    },
  ],
});
