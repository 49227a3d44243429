import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What is found in `main.js` of a project of these files. */
function findings(files: Readonly<Record<string, string>>): string[] {
  return findingsIn(freshEngine(), join(temporaryProject(files), 'main.js'));
}

const POOL = "const { Pool } = require('pg');\nexports.pool = new Pool();\n";
const TAG = `
const { pool } = require('./pool');
function Tag(row) {
  this.id = row.id;
}
Tag.prototype.posts = function () {
  return pool.query('SELECT * FROM post WHERE tag_id = $1', [this.id]);
};
Tag.prototype.title = function () {
  return 'Tag ' + this.id;
};
module.exports = Tag;
`;

describe('a constructor function', () => {
  const main = (method: string): string => `
const Tag = require('./tag');
exports.load = async (rows) => {
  for (const row of rows) {
    const tag = new Tag(row);
    await tag.${method}();
  }
};
`;
  it('has the methods of its prototype', () => {
    expect(findings({ 'main.js': main('posts'), 'tag.js': TAG, 'pool.js': POOL })).toEqual([
      '4: tag.posts: Tag.posts → Pool.query (tag.js:7)',
    ]);
  });

  it('has methods that run no query', () => {
    expect(findings({ 'main.js': main('title'), 'tag.js': TAG, 'pool.js': POOL })).toEqual([]);
  });

  it('may have its prototype replaced by an object', () => {
    const tag = TAG.replace(
      /Tag\.prototype\.posts[^]*?};\n/,
      "Tag.prototype = { posts() { return pool.query('SELECT 1 FROM post WHERE tag_id = $1', [this.id]); } };\n",
    );
    expect(findings({ 'main.js': main('posts'), 'tag.js': tag, 'pool.js': POOL })).toEqual([
      '4: tag.posts: posts → Pool.query (tag.js:6)',
    ]);
  });
});

describe('a class', () => {
  it('has the methods that are assigned to its prototype and to itself', () => {
    const tag = `
const { pool } = require('./pool');
class Tag {}
Tag.prototype.posts = function () { return pool.query('SELECT 1 FROM post WHERE tag_id = $1', [this.id]); };
Tag.read = (id) => pool.query('SELECT 1 FROM tag WHERE id = $1', [id]);
module.exports = Tag;
`;
    const main = `
const Tag = require('./tag');
exports.load = async (ids) => {
  for (const id of ids) await Tag.read(id);
  for (const id of ids) await new Tag(id).posts();
};
`;
    expect(findings({ 'main.js': main, 'tag.js': tag, 'pool.js': POOL })).toEqual([
      '4: Tag.read: read → Pool.query (tag.js:5)',
      '5: new Tag(…).posts: Tag.posts → Pool.query (tag.js:4)',
    ]);
  });

  it('keeps what its constructor is given', () => {
    const store = (client: string): string => `
class Store {
  constructor(client) { this.client = client; }
  read(id) { return this.client.query('SELECT 1 FROM tag WHERE id = $1', [id]); }
}
const { pool } = require('./pool');
const memory = { query() { return []; } };
module.exports = new Store(${client});
`;
    const main = `
const store = require('./store');
exports.load = async (ids) => {
  for (const id of ids) await store.read(id);
};
`;
    expect(findings({ 'main.js': main, 'store.js': store('pool'), 'pool.js': POOL })).toEqual([
      '4: store.read: Store.read → Pool.query (store.js:4)',
    ]);
    expect(findings({ 'main.js': main, 'store.js': store('memory'), 'pool.js': POOL })).toEqual([]);
  });

  it('that a function makes keeps what the function is given', () => {
    const model = `
exports.addModel = function (database) {
  class Tag {
    posts() { return database.query('SELECT 1 FROM post WHERE tag_id = $1', [this.id]); }
  }
  return Tag;
};
`;
    const models = "const { pool } = require('./pool');\nexports.Tag = require('./model').addModel(pool);\n";
    const main = `
const { Tag } = require('./models');
exports.load = async (rows) => {
  for (const row of rows) {
    const tag = new Tag(row);
    await tag.posts();
  }
};
`;
    expect(findings({ 'main.js': main, 'model.js': model, 'models.js': models, 'pool.js': POOL })).toEqual([
      '4: tag.posts: Tag.posts → Pool.query (model.js:4)',
    ]);
    expect(
      findings({ 'main.js': main, 'model.js': model, 'models.js': models, 'pool.js': 'exports.pool = new Map();' }),
    ).toEqual([]);
  });
});

describe('a registry', () => {
  const main = `
const models = require('./models');
exports.load = async (ids) => {
  for (const id of ids) await models.User.findByPk(id);
};
`;
  it.each([
    ['by names', "models.User = connection.define('User', {});"],
    ['by names in brackets', "models['User'] = connection.define('User', {});"],
    ['by names from a list', "for (const name of ['User', 'Tag']) models[name] = connection.define(name, {});"],
  ])('is filled %s', (_how, filled) => {
    const models = `
const { Sequelize } = require('sequelize');
const connection = new Sequelize('postgres://');
const models = {};
${filled}
module.exports = models;
`;
    expect(findings({ 'main.js': main, 'models.js': models })).toEqual(['4: models.User.findByPk: Model.findByPk']);
  });

  it('of a connection holds its models', () => {
    const models = `
const Sequelize = require('sequelize');
const connection = new Sequelize('postgres://');
module.exports = connection.models;
`;
    expect(findings({ 'main.js': main, 'models.js': models })).toEqual(['4: models.User.findByPk: Model.findByPk']);
  });

  it('of something else holds no models', () => {
    const models = 'const store = new Map();\nmodule.exports = { User: { findByPk: (id) => store.get(id) } };';
    expect(findings({ 'main.js': main, 'models.js': models })).toEqual([]);
  });
});

describe('rows of a model that a call defines', () => {
  const model = `
const { Sequelize } = require('sequelize');
const connection = new Sequelize('postgres://');
const User = connection.define('User', {});
User.prototype.full = function () { return User.findOne({ where: { id: this.id }, include: 'posts' }); };
User.byName = (name) => User.findOne({ where: { name } });
module.exports = User;
`;
  it('have the methods of its prototype', () => {
    const main = `
const User = require('./user');
exports.load = async () => {
  for (const user of await User.findAll()) await user.full();
};
`;
    expect(findings({ 'main.js': main, 'user.js': model })).toEqual([
      '4: user.full: User.full → Model.findOne (user.js:5)',
    ]);
  });

  it('are of one table, whatever their class is', () => {
    const main = `
const { pool } = require('./pool');
const { Sequelize } = require('sequelize');
const posts = (user) => pool.query('SELECT 1 FROM post WHERE user_id = $1', [user.id]);
exports.load = async (connection = new Sequelize('postgres://')) => {
  const users = await connection.models.User.findAll();
  return Promise.all(users.map((user) => posts(user)));
};
`;
    expect(findings({ 'main.js': main, 'pool.js': POOL })).toEqual(['7: posts: posts → Pool.query (main.js:4)']);
  });

  it('come from its own static functions', () => {
    const main = `
const User = require('./user');
exports.load = async (names) => {
  for (const name of names) await User.byName(name);
};
`;
    expect(findings({ 'main.js': main, 'user.js': model })).toEqual([
      '4: User.byName: byName → Model.findOne (user.js:6)',
    ]);
  });
});

describe('JSDoc', () => {
  const tag = `
const { pool } = require('./pool');
class Tag {
  posts() { return pool.query('SELECT 1 FROM post WHERE tag_id = $1', [this.id]); }
}
module.exports = Tag;
`;
  const load = (declarations: string, tags: string, header = ''): string[] =>
    findings({
      'main.js': `${header}
${declarations}
async function load(given) {
  for (const one of ${tags}) await one.posts();
}
exports.load = load;
`,
      'tag.js': tag,
      'pool.js': POOL,
    }).map((finding) => finding.replace(/^\d+: /, ''));

  const found = ['one.posts: Tag.posts → Pool.query (tag.js:4)'];
  const header = "const Tag = require('./tag');";

  it.each([
    ['types a parameter', '/** @param {Tag[]} given */', 'given', header],
    ['types an optional parameter', '/** @param {Array.<Tag>=} [given] those */', 'given', header],
    ['types a parameter by import', "/**\n * @param {import('./tag')[]} given\n */", 'given', ''],
    ['types a variable', '/** @type {Tag[]} */\nlet tags = global.tags;\n', 'tags', header],
    [
      'types what a function returns',
      '/** @returns {Promise<Tag[]>} */\nasync function all() {}\n',
      'await all()',
      header,
    ],
    [
      'types what a method returns',
      'const store = new (class {\n  /** @returns {Tag[]} */\n  all() {}\n})();',
      'store.all()',
      header,
    ],
    [
      'types a getter',
      'const store = new (class {\n  /** @type {Tag[]} */\n  get all() { return this.kept; }\n})();',
      'store.all',
      header,
    ],
    [
      'types a property in the constructor',
      'class Store {\n  constructor(kept) {\n    /** @type {Tag[]} */\n    this.kept = kept;\n  }\n}\nconst store = new Store();',
      'store.kept',
      header,
    ],
    [
      'declares types',
      "/** @typedef {import('./tag')} Label */\n/**\n * @typedef {Object} Page\n * @property {Label[]} labels\n */\n/** @param {Page} given */",
      'given.labels',
      '',
    ],
  ])('%s', (_what, declarations, tags, top) => {
    expect(load(declarations, tags, top)).toEqual(found);
  });

  it('types what an import of a module is', () => {
    const main = `
const registry = {
  /** @type {typeof import('./tag')} */
  get Tag() { return this.models.tag; },
};
exports.load = async (ids) => {
  for (const id of ids) await new registry.Tag(id).posts();
};
`;
    expect(findings({ 'main.js': main, 'tag.js': tag, 'pool.js': POOL })).toEqual([
      '7: new registry.Tag(…).posts: Tag.posts → Pool.query (tag.js:4)',
    ]);
  });

  it.each([
    ['is about something else', '/** @param {Tag[]} given */\nconst limit = 10;'],
    ['cannot be read', '/** @param {Tag[ given */'],
    ['is no JSDoc', '/* @param {Tag[]} given */'],
    ['names no type of the project', '/** @param {Label[]} given */'],
  ])('says nothing where it %s', (_why, declarations) => {
    expect(load(declarations, 'given', header)).toEqual([]);
  });

  it('says nothing in TypeScript, where types are written', () => {
    const main =
      "import type { Tag } from './tag';\n/** @param {Tag[]} given */\nexport async function load(given) {\n  for (const one of given) await one.posts();\n}\n";
    const root = temporaryProject({ 'main.ts': main, 'tag.js': tag, 'pool.js': POOL });
    expect(findingsIn(freshEngine(), join(root, 'main.ts'))).toEqual([]);
  });
});
