import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModuleFacts } from '../../../src/analysis/facts/module-facts.js';
import { ModuleStore } from '../../../src/analysis/modules/module-store.js';
import { Project } from '../../../src/analysis/modules/project.js';
import { Resolver } from '../../../src/analysis/modules/resolver.js';
import { NO_USER_FACTS } from '../../../src/analysis/user-facts.js';
import { Evaluator } from '../../../src/analysis/values/evaluator.js';
import { onlyCallerOf } from '../../../src/analysis/values/only-caller.js';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const MODEL = `
exports.addTag = function (store) {
  const Tag = function (values) { this.id = values.id };
  Tag.prototype.posts = function () { return store.postsOf(this.id) };
  Tag.load = async (ids) => { for (const id of ids) await store.tag(id) };
  return Tag;
};
`;
const STORE = `
export class Store {
  constructor(db) { this.db = db }
  async tag(id) { return this.db('tag').where({ id }).first() }
  async postsOf(id) { return this.db('post').where({ tag: id }) }
}
`;
const INDEX = `
import knex from 'knex';
import { Store } from './store';
import { addTag as tag } from './models/tag';
const store = new Store(knex({}));
export const Tag = tag(store);
`;
const FILES = { 'models/tag.js': MODEL, 'store.js': STORE, 'index.js': INDEX };
const FOUND = ['5: store.tag: Store.tag → Knex.first (store.js:4)'];

function findings(files: Readonly<Record<string, string>>, file = 'models/tag.js'): string[] {
  const folder = temporaryProject({ 'package.json': '{}', ...FILES, ...files });
  return findingsIn(freshEngine(), join(folder, file)).map((line) => line.replaceAll('../', ''));
}

describe('a parameter without a type', () => {
  it('is what the one call in the project passes', () => {
    expect(findings({})).toEqual(FOUND);
  });

  it.each([
    ['a function of a namespace', "import * as models from './models/tag'", 'models.addTag(store)'],
    ['a function of a required file', "const models = require('./models/tag')", 'models.addTag(store)'],
    ['a name taken out of a required file', "const { addTag: tag } = require('./models/tag')", 'tag(store)'],
    ['a function of a file that is required in place', '', "require('./models/tag').addTag(store)"],
  ])('is what is passed to %s', (_what, imports, call) => {
    const index = INDEX.replace("import { addTag as tag } from './models/tag';", imports).replace('tag(store)', call);
    expect(findings({ 'index.js': index })).toEqual(FOUND);
  });

  it.each([
    ['module.exports = function', 'module.exports = function (store) {', '};', "const tag = require('./models/tag')"],
    ['module.exports = arrow', 'module.exports = (store) => {', '};', "import tag from './models/tag'"],
    [
      'module.exports = name',
      'function make(store) {',
      '}\nmodule.exports = make;',
      "const tag = require('./models/tag')",
    ],
    [
      'a shorthand',
      'const tag = (store) => {',
      '};\nmodule.exports = { tag };',
      "const { tag } = require('./models/tag')",
    ],
    ['export function', 'export function tag(store) {', '}', "import { tag } from './models/tag'"],
    ['export { name }', 'function make(store) {', '}\nexport { make as tag };', "import { tag } from './models/tag'"],
    ['export default', 'export default function (store) {', '}', "import tag from './models/tag'"],
  ])('is what is passed to a function behind %s', (_how, head, end, imports) => {
    const model = MODEL.replace('exports.addTag = function (store) {', head).replace(/^\};$/m, end);
    const index = INDEX.replace("import { addTag as tag } from './models/tag'", imports);
    expect(findings({ 'models/tag.js': model, 'index.js': index })).toEqual(FOUND);
  });

  it('is what the one construction of its class passes', () => {
    const store = STORE.replace(
      'async postsOf(id)',
      'async all(ids) { for (const id of ids) await this.tag(id) }\n  async postsOf(id)',
    );
    expect(findings({ 'store.js': store }, 'store.js')).toEqual(['5: this.tag: Store.tag → Knex.first (store.js:4)']);
  });

  it('is what the one call in its own file passes', () => {
    const own = `
import knex from 'knex';
const db = knex({});
async function load(given, ids) { for (const id of ids) await given('tag').where({ id }) }
export const tags = (ids) => load(db, ids);
`;
    expect(findings({ 'own.js': own }, 'own.js')).toHaveLength(1);
    expect(findings({ 'own.js': `${own}export const others = (ids) => load([], ids);` }, 'own.js')).toEqual([]);
    expect(findings({ 'own.js': `${own}export const hooks = [load];` }, 'own.js')).toEqual([]);
  });

  it.each([
    ['another file calls it too', { 'other.js': "import { addTag } from './models/tag'; addTag(null);" }],
    ['another file calls it through a namespace', { 'other.js': "const m = require('./models/tag'); m.addTag(null);" }],
    ['its own file calls it too', { 'models/tag.js': `${MODEL}exports.addTag(null);` }],
    ['another file hands it on', { 'other.js': "import { addTag } from './models/tag'; [1].map(addTag);" }],
    ['another file hands its member on', { 'other.js': "const m = require('./models/tag'); [1].map(m.addTag);" }],
    ['its own file hands it on', { 'models/tag.js': `${MODEL}[1].map(exports.addTag);` }],
    ['another file exports all of its file', { 'other.js': "export * from './models/tag';" }],
    ['another file exports it by a name', { 'other.js': "export * as tags from './models/tag';" }],
    ['another file exports what it is by default', { 'other.js': "export { default } from './models/tag';" }],
    [
      'only all of its file is called',
      { 'index.js': INDEX.replace(/import \{ addTag.*/, '').replace('tag(store)', "require('./models/tag')(store)") },
    ],
    ['another file exports it', { 'other.js': "export { addTag } from './models/tag';" }],
    ['another file hands all of its file on', { 'other.js': "module.exports = { tags: require('./models/tag') };" }],
    ['another file hands a namespace on', { 'other.js': "import * as tags from './models/tag'; export default tags;" }],
    ['nobody calls it', { 'index.js': '' }],
  ])('is unknown where %s', (_why, files) => {
    expect(findings(files)).toEqual([]);
  });

  it.each([
    ['its folder', './models', 'index.js', './store'],
    ['the folder in which both are', '.', 'models/all.js', '../store'],
    ['the folder above', '..', 'models/all/all.js', '../../store'],
  ])('is what is passed to a function of an index that is imported by %s', (_how, specifier, file, store) => {
    const caller = INDEX.replace('./models/tag', specifier).replace('./store', store);
    const none = { 'models/tag.js': '', 'index.js': '' };
    expect(findings({ ...none, 'models/index.js': MODEL, [file]: caller }, 'models/index.js')).toEqual(FOUND);
  });

  it('is not told by calls of what another file takes out of it', () => {
    const other = "const { addTag: { bound } } = require('./models/tag'); bound(null);";
    expect(findings({ 'other.js': other })).toEqual(FOUND);
  });

  it('is what is passed through all of the file by its default', () => {
    const index = INDEX.replace('{ addTag as tag }', 'tags').replace('= tag(store)', '= tags.addTag(store)');
    expect(findings({ 'index.js': index })).toEqual(FOUND);
  });

  it('is not told by calls of tests, nor by files of the same name', () => {
    const other = "import { addTag } from './models/tag'; addTag(null);";
    expect(findings({ 'tag.test.js': other, 'other/models/tag.js': MODEL, 'other/index.js': other })).toEqual(FOUND);
  });
});

/** Counts how often somebody goes through a list of `module`. */
function countWalks(module: ModuleFacts): () => number {
  let walks = 0;
  for (const list of ['functions', 'exports', 'classes'] as const) {
    const value = module[list];
    Object.defineProperty(module, list, { get: () => (walks++, value) });
  }
  return () => walks;
}

describe('asking for the one call of every function of a file', () => {
  const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const lines = (count: number, line: (index: number) => string): string => range(count).map(line).join('\n');

  /** The functions whose one call is known, and how often the lists of the two files are gone through for all of them. */
  function ask(files: Readonly<Record<string, string>>): { known: number; walks: number } {
    const folder = temporaryProject({ 'package.json': '{}', ...files });
    const project = new Project(new ModuleStore(), new Resolver());
    const evaluator = new Evaluator(project, NO_USER_FACTS);
    const modules = Object.keys(files).flatMap((file) => project.store.get(join(folder, file)) ?? []);
    const functions = modules.flatMap((module) => module.functions);
    const counts = modules.map(countWalks);
    const known = functions.filter((fn) => onlyCallerOf(fn, evaluator)).length;
    return { known, walks: counts.reduce((sum, count) => sum + count(), 0) };
  }

  it.each([
    ['names', (count: number) => ({ 'own.js': lines(count, (at) => `function f${at}(a) { return a }\nf${at}(1);`) })],
    [
      'exported members',
      (count: number) => ({ 'own.js': lines(count, (at) => `exports.f${at} = (a) => a;\nexports.f${at}(1);`) }),
    ],
    [
      'members of a required file',
      (count: number) => ({
        'own.js': lines(count, (at) => `exports.f${at} = (a) => a;`),
        'other.js': `const own = require('./own');\n${lines(count, (at) => `own.f${at}(1);`)}`,
      }),
    ],
    [
      'a file that is required in place',
      (count: number) => ({
        'own.js': lines(count, (at) => `exports.f${at} = (a) => a;`),
        'other.js': lines(count, (at) => `require('./own').f${at}(1);`),
      }),
    ],
  ])('goes through the files as often for 40 functions as for 4: %s', (_what, files) => {
    const few = ask(files(4));
    const many = ask(files(40));
    expect([few.known, many.known]).toEqual([4, 40]);
    expect(many.walks).toBe(few.walks);
  });
});
