import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const TAGS = `
import { Pool } from 'pg';
export class Tags {
  constructor(private readonly pool: Pool) {}
  read(id: number) { return this.pool.query('SELECT * FROM tag WHERE id = $1', [id]); }
}
export class Labels {
  read(id: number) { return \`#\${id}\`; }
}
`;

const MAIN = `
import type { AwilixContainer } from 'awilix';
interface Reads { read(id: number): unknown; }
export async function load(container: AwilixContainer, ids: number[]) {
  const tags = container.resolve('tags') as Reads;
  for (const id of ids) await tags.read(id);
}
`;

/** What is found where a loop reads from what is registered as `tags`. */
function findings(registration: string, main = MAIN): string[] {
  const register = `
import { asClass, asFunction, asValue, aliasTo } from 'awilix';
import { Labels, Tags } from '../tags';
export function register(container) {
  ${registration}
}
`;
  const files = { 'main.ts': main, 'tags.ts': TAGS, 'app/register.ts': register, 'package.json': '{}' };
  return findingsIn(freshEngine(), join(temporaryProject(files), 'main.ts'));
}

const FOUND = ['6: tags.read: Tags.read → Pool.query (tags.ts:5)'];

describe('a name of a container', () => {
  it.each([
    ['a class', 'container.register({ tags: asClass(Tags) });'],
    ['a class with a lifetime', 'container.register({ tags: asClass(Tags, {}).scoped().proxy() });'],
    ['a function', 'container.register({ tags: asFunction(({ pool }) => new Tags(pool)).singleton() });'],
    ['a value', 'container.register({ tags: asValue(new Tags(container.pool)) });'],
    ['a name of its own', "container.register('tags', asClass(Tags));"],
    [
      'beside another name',
      'container.register({ labels: asClass(Labels) }); container.register({ tags: asClass(Tags) });',
    ],
  ])('stands for what is registered under it: %s', (_, registration) => {
    expect(findings(registration)).toEqual(FOUND);
  });

  it('stands for it in a scope of the container, too', () => {
    const scoped = MAIN.replace("container.resolve('tags')", "container.createScope().resolve('tags')");
    expect(findings('container.register({ tags: asClass(Tags) });', scoped)).toEqual(FOUND);
    expect(findings('container.register({ tags: asClass(Labels) });', scoped)).toEqual([]);
  });

  it.each([
    ['another name', 'container.register({ others: asClass(Tags) });'],
    ['something else', 'container.register({ tags: asClass(Labels) });'],
    ['several things', 'container.register({ tags: asClass(Labels) }); container.register({ tags: asClass(Tags) });'],
    [
      'several things, in another order',
      'container.register({ tags: asClass(Tags) }); container.register({ tags: asClass(Labels) });',
    ],
    [
      'three things',
      "container.register('tags', asClass(Labels)); container.register('tags', asClass(Labels)); container.register('tags', asClass(Tags));",
    ],
    [
      'several things, one by one',
      "container.register('tags', asClass(Labels)); container.register({ tags: asClass(Tags) });",
    ],
    ['something that nobody knows', 'container.register({ tags: aliasTo(Tags) });'],
    ['what is no registration', 'container.build({ tags: asClass(Tags) });'],
  ])('stands for nothing else: %s', (_, registration) => {
    expect(findings(registration)).toEqual([]);
  });

  it('stands for the type that the call says, where that is no interface', () => {
    const main = MAIN.replace("container.resolve('tags') as Reads", "container.resolve<Labels>('tags')").replace(
      'interface Reads',
      "import { Labels } from './tags'; interface Reads",
    );
    expect(findings('container.register({ tags: asClass(Tags) });', main)).toEqual([]);
    expect(findings('container.register({ tags: asClass(Tags) });', main.replace('<Labels>', '<Reads>'))).toEqual(
      FOUND,
    );
  });
});
