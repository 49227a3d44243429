import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const POST = `
module.exports = (sequelize) => {
  const Post = sequelize.define('Post', {});
  Post.prototype.words = function () { return Post.count({ where: { parent: this.id } }) };
  return Post;
};
`;
const NOTE = POST.replaceAll('Post', 'Note').replace('words', 'title');
const MAIN = `
const { models } = require('./models');
exports.load = async () => {
  for (const post of await models.Post.findAll()) await post.words();
};
`;
const FOUND = ['4: post.words: Post.words → Model.count (models/Post.js:4)'];

function findings(files: Readonly<Record<string, string>>, file = 'main.js'): string[] {
  const folder = temporaryProject({ 'package.json': '{}', 'main.js': MAIN, ...files });
  return findingsIn(freshEngine(), join(folder, file));
}

function registry(filled: string): Record<string, string> {
  const index = `
const fs = require('fs');
const path = require('path');
const { Sequelize } = require('sequelize');
exports.models = read(new Sequelize(''));
function read(client) {
  const models = {};
  ${filled}
  return models;
}
`;
  return { 'models/index.js': index, 'models/Post.js': POST, 'models/Note.js': NOTE };
}

describe('a registry that computed keys fill', () => {
  it.each([
    ['a list of names', "['Post'].forEach((name) => { models[name] = require(`./${name}`)(client); });"],
    ['names in a loop', "for (const name of ['Post']) models[name] = require(path.join(__dirname, name))(client);"],
    ['sequelize.import', "['Post'].forEach((name) => { models[name] = client.import(`${__dirname}/${name}`); });"],
    [
      'the names of what the files of a folder make',
      'fs.readdirSync(__dirname).forEach((file) => { const model = require(path.join(__dirname, file))(client); models[model.name] = model; });',
    ],
    [
      'such names in a loop',
      'for (const file of fs.readdirSync(__dirname)) { const model = client.import(path.resolve(__dirname, file)); models[model.name] = model; }',
    ],
  ])('holds what the file of that name makes, with %s', (_what, filled) => {
    const files = registry(filled);
    expect(findings(files)).toEqual(FOUND);
    expect(findings({ ...files, 'main.js': MAIN.replaceAll('models.Post', 'models.Note') })).toEqual([]);
  });

  it('is found at the top of a file, too', () => {
    const index = `
const fs = require('fs');
const path = require('path');
const { Sequelize } = require('sequelize');
const client = new Sequelize('');
const models = {};
let model;
for (const file of fs.readdirSync(__dirname)) {
  model = require(path.join(__dirname, file))(client);
  models[model.name] = model;
}
exports.models = models;
`;
    const files = { 'models/index.js': index, 'models/Post.js': POST, 'models/Note.js': NOTE };
    expect(findings(files)).toEqual(FOUND);
    expect(findings({ ...files, 'main.js': MAIN.replaceAll('models.Post', 'models.Note') })).toEqual([]);
  });

  it('finds files that are named after a model in another way of writing', () => {
    const { 'models/Post.js': post = '', ...others } = registry(
      'fs.readdirSync(__dirname).forEach((file) => { const model = require(path.join(__dirname, file))(client); models[model.name] = model; });',
    );
    const named = { ...others, 'models/blog-post.model.js': post.replaceAll('Post', 'BlogPost') };
    const main = MAIN.replaceAll('models.Post', 'models.BlogPost');
    const found = '4: post.words: BlogPost.words → Model.count (models/blog-post.model.js:4)';
    expect(findings({ ...named, 'main.js': main })).toEqual([found]);
    expect(findings({ ...named, 'main.js': main, 'models/blogPost.js': NOTE })).toEqual([]);
  });
});

describe('a folder that a package reads into an object', () => {
  it.each([
    ['auto-load', "require('auto-load')(path.join(__dirname, 'models'))"],
    ['require-all', "require('require-all')({ dirname: `${__dirname}/models` })"],
    ['require-dir', "require('require-dir')('./models')"],
    ['requireindex', "require('requireindex')(path.join(process.cwd(), 'models'))"],
    ['require-directory', "require('require-directory')(module, './models')"],
  ])('has its files by their names: %s', (_package, read) => {
    const model = `
const { Model } = require('objection');
module.exports = class Post extends Model {
  static async words(id) { return Post.query().findById(id) }
};
`;
    const main = `
const path = require('path');
const models = ${read};
exports.load = async (ids) => {
  for (const id of ids) await models.post.words(id);
};
`;
    const files = { 'main.js': main, 'models/post.js': model, 'models/post.test.js': 'module.exports = 1;' };
    expect(findings(files)).toEqual(['5: models.post.words: Post.words → QueryBuilder.findById (models/post.js:4)']);
    expect(
      findings({ ...files, 'main.js': main.replace("'path'", "'other-path'").replace('models.post', 'models.note') }),
    ).toEqual([]);
  });
});

it('finds files that came into a folder since it was read, once any file has changed', () => {
  const model = POST.replace(
    'module.exports = (sequelize) => {',
    "const sequelize = new (require('sequelize'))();",
  ).replace('return Post;\n};', 'module.exports = Post;');
  const use = `
const models = require('require-dir')('./models');
const { tell } = require('./other');
exports.load = async (ids) => {
  for (const id of ids) tell(await models.post.count({ where: { id } }));
};
`;
  const folder = temporaryProject({ 'package.json': '{}', 'main.js': use, 'other.js': 'exports.tell = () => {};' });
  let now = 0;
  const engine = freshEngine(undefined, () => now);
  expect(findingsIn(engine, join(folder, 'main.js'))).toEqual([]);
  mkdirSync(join(folder, 'models'));
  writeFileSync(join(folder, 'models/post.js'), model);
  writeFileSync(join(folder, 'other.js'), 'exports.tell = console.log;');
  now += 60_000;
  expect(findingsIn(engine, join(folder, 'main.js'))).toEqual(['5: models.post.count: Model.count']);
});

const DATABASE = `
const knex = require('knex');
module.exports = {
  init() {
    return { ...this, knex: knex({}) };
  },
  async tags(id) { return APP.db.knex('tag').where({ id }).first() },
};
`;
const START = `
const APP = { started: 1, database: require('./database') };
global.APP = APP;
APP.mail = { send() {} };
`;
const KERNEL = "exports.start = () => { APP.db = require('./database').init(); };";
const USE = `
exports.load = async (ids) => {
  for (const id of ids) await APP.db.tags(id);
};
`;
const APP = { 'start.js': START, 'kernel.js': KERNEL, 'database.js': DATABASE, 'use.js': USE };
const USED = ['3: APP.db.tags: tags → Knex.first (database.js:7)'];

describe('a global of the project', () => {
  it('has the members that any file assigns to it', () => {
    expect(findings(APP, 'use.js')).toEqual(USED);
    expect(findings({ ...APP, 'kernel.js': '' }, 'use.js')).toEqual([]);
  });

  it('is known in a `.jsx` file, not in TypeScript, which declares it', () => {
    expect(findings({ ...APP, 'use.jsx': USE }, 'use.jsx')).toEqual(USED);
    expect(findings({ ...APP, 'use.ts': USE }, 'use.ts')).toEqual([]);
  });

  it('has the members that it is made with', () => {
    const use = USE.replace('APP.db', 'APP.database');
    expect(findings({ ...APP, 'use.js': use }, 'use.js')).toEqual(
      USED.map((line) => line.replace('APP.db', 'APP.database')),
    );
  });

  it.each([
    ['globalThis', { 'start.js': START.replace('global.', 'globalThis.') }],
    ['a `.jsx` file', { 'start.js': '', 'start.jsx': START, 'kernel.js': '', 'kernel.jsx': KERNEL }],
    ['a TypeScript file', { 'start.js': '', 'start.ts': START }],
    [
      'the global itself in every file',
      { 'start.js': 'global.APP = {};', 'kernel.js': KERNEL.replace('APP', 'global.APP') },
    ],
    ['the name in its own file', { 'kernel.js': '', 'start.js': `${START}APP.db = require('./database').init();` }],
  ])('is known by %s', (_how, files) => {
    expect(findings({ ...APP, ...files }, 'use.js')).toEqual(USED);
  });

  it.each([
    ['nobody assigns it', { 'start.js': START.replace('global.', 'other.') }],
    ['a name of the file hides it', { 'use.js': `const APP = require('./app');${USE}` }],
    ['a local name of another file is meant', { 'kernel.js': `const APP = {};${KERNEL}` }],
    ['only a test assigns it', { 'start.js': '', 'start.test.js': START }],
  ])('is unknown where %s', (_why, files) => {
    expect(findings({ ...APP, ...files }, 'use.js')).toEqual([]);
  });
});
