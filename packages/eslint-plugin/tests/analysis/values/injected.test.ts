import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const TAGS = `
import { Pool } from 'pg';
const pool = new Pool();
export class Tags {
  read(id: number) { return pool.query('SELECT * FROM tag WHERE id = $1', [id]); }
  describe(id: number) { return \`#\${id}\`; }
}
`;

/** What is found where a loop calls `method` of what `given` gives. */
function findings(imports: string, given: string, method = 'read'): string[] {
  const main = `
import { Tags } from './tags';
${imports}
export async function load(ids: number[]) {
  const tags = ${given};
  for (const id of ids) await tags.${method}(id);
}
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': main, 'tags.ts': TAGS }), 'main.ts'));
}

const FOUND = ['6: tags.read: Tags.read → Pool.query (tags.ts:5)'];

describe('a container', () => {
  it.each([
    ['tsyringe', "import { container } from 'tsyringe';", 'container.resolve(Tags)'],
    ['typedi', "import { Container } from 'typedi';", 'Container.get(Tags)'],
    ['typedi, as a default import', "import Container from 'typedi';", 'Container.get(Tags)'],
    ['@n8n/di', "import { Container } from '@n8n/di';", 'Container.get(Tags)'],
    ['inversify', "import { Container } from 'inversify'; const all = new Container();", 'all.get(Tags)'],
    ['inversify, typed', "import type { Container } from 'inversify'; declare const all: Container;", 'all.get(Tags)'],
    [
      'inversify, later',
      "import type { Container } from 'inversify'; declare const all: Container;",
      'await all.getAsync(Tags)',
    ],
    ['awilix', "import { createContainer } from 'awilix'; const all = createContainer();", "all.resolve<Tags>('tags')"],
    [
      'awilix, typed',
      "import type { AwilixContainer } from 'awilix'; declare const all: AwilixContainer;",
      'all.build(Tags)',
    ],
    ['NestJS', "import type { ModuleRef } from '@nestjs/core'; declare const all: ModuleRef;", 'all.get(Tags)'],
    [
      'NestJS, by a token',
      "import { ModuleRef } from '@nestjs/core'; declare const all: ModuleRef;",
      "all.get<Tags>('TAGS')",
    ],
    [
      'NestJS, scoped',
      "import { ModuleRef } from '@nestjs/core'; declare const all: ModuleRef;",
      'await all.resolve(Tags)',
    ],
    [
      'NestJS, of the program',
      "import { NestFactory } from '@nestjs/core'; const all = NestFactory.create(App);",
      'all.get(Tags)',
    ],
  ])('gives an instance of the class that it is asked for: %s', (_, imports, given) => {
    expect(findings(imports, given)).toEqual(FOUND);
    expect(findings(imports, given, 'describe')).toEqual([]);
  });

  it('gives what nobody knows for a token without a type', () => {
    expect(findings("import { container } from 'tsyringe';", "container.resolve('Tags')")).toEqual([]);
  });

  it('gives no instance where it does something else with a class', () => {
    expect(findings("import { container } from 'tsyringe';", 'container.isRegistered(Tags)')).toEqual([]);
  });

  it('is not what another package calls by the same name', () => {
    expect(findings("import { container } from 'containers';", 'container.resolve(Tags)')).toEqual([]);
  });

  it('is made by a factory that is asked for no instance', () => {
    expect(findings("import { NestFactory } from '@nestjs/core';", 'NestFactory.create(Tags)')).toEqual([]);
  });
});
