import { testOrm } from './orm-tester.js';

testOrm('Sequelize in JavaScript, its models read from a folder', {
  isJavaScript: true,
  head: `
const db = require('./models');
const { Post, sequelize } = require('./models');
`,
  reads: {
    'a model of the registry': `await db.Author.findByPk(id);`,
    'a model taken out of the registry': `await Post.findOne({ where: { id } });`,
    'the connection of the registry': `await db.sequelize.query('SELECT * FROM post WHERE id = ' + id);`,
    'the connection taken out of the registry': `await sequelize.query('SELECT * FROM post WHERE id = ' + id);`,
  },
  silent: {
    create: `await db.Author.create({ id });`,
    build: `db.Author.build({ id }).get('name');`,
    'the class of the connection': `db.Sequelize.literal(id);`,
  },
  lazyIn: {
    'rows of a model of the registry': `
exports.load = async () => {
  for (const author of await db.Author.findAll()) await author.getPosts();
};
`,
  },
});

testOrm('Sequelize in JavaScript, its models named', {
  isJavaScript: true,
  head: `
const models = require('./models/named');
const { Author } = models;
`,
  reads: {
    'a class that a function makes': `await Author.findByPk(id);`,
    'a model made with define': `await models.Post.findByPk(id);`,
  },
  silent: {
    'a method of the prototype': `models.Post.build({ id }).slug();`,
    'a method of the class': `Author.build({ id }).initials();`,
  },
  lazyIn: {
    'rows of a class that a function makes': `
exports.load = async () => {
  for (const author of await Author.findAll()) await author.getPosts();
};
`,
    'rows of a model made with define, which has a prototype of its own': `
exports.load = async () => {
  for (const post of await models.Post.findAll()) await post.getAuthor();
};
`,
  },
});

testOrm('Knex in JavaScript, its instance made by a factory', {
  isJavaScript: true,
  head: `
const knex = require('./db/knex');
const { getKnex } = require('./db/knex');
`,
  reads: {
    'the instance': `await knex('post').where({ id });`,
    'raw of the instance': `await knex.raw('SELECT * FROM post WHERE id = ?', [id]);`,
    'what the factory gives': `await getKnex()('post').where({ id }).first();`,
    'a transaction': `await knex.transaction(async (trx) => { await trx('post').where({ id }); });`,
  },
  silent: {
    insert: `await knex('post').insert({ id });`,
    'a builder that nothing runs': `const query = knex('post').where({ id }); query.toSQL();`,
  },
});

testOrm('node-postgres in JavaScript', {
  isJavaScript: true,
  head: `
const db = require('./db/pool');
const { pool, query, withClient } = require('./db/pool');
`,
  reads: {
    'the pool': `await pool.query('SELECT * FROM post WHERE id = $1', [id]);`,
    'the pool of the module': `await db.pool.query('SELECT * FROM post WHERE id = $1', [id]);`,
    'a client of the pool': `const client = await pool.connect(); await client.query('SELECT * FROM post WHERE id = $1', [id]); client.release();`,
  },
  throughCalls: {
    "a wrapper of one's own": `await query('SELECT * FROM post WHERE id = $1', [id]);`,
    'the wrapper of the module': `await db.query('SELECT * FROM post WHERE id = $1', [id]);`,
  },
  readsIn: {
    'a client that a helper hands out': `
exports.load = async (ids) => {
  for (const id of ids) await withClient((client) => client.query('SELECT * FROM post WHERE id = $1', [id]));
};
`,
  },
  silent: {
    'an update through the wrapper': `await query('UPDATE post SET title = $2 WHERE id = $1', [id, '']);`,
  },
});

testOrm('Prisma in JavaScript, its client generated into the project', {
  isJavaScript: true,
  head: `
const prisma = require('./db/prisma');
const { PrismaClient } = require('./generated/prisma/client');
const own = new PrismaClient();
`,
  reads: {
    'the shared client': `await prisma.post.findFirst({ where: { id } });`,
    'a client that is made here': `await own.post.findFirst({ where: { id } });`,
    'a raw query': 'await prisma.$queryRaw`SELECT * FROM post WHERE id = ${id}`;',
  },
  silent: { update: `await prisma.post.update({ where: { id }, data: {} });` },
});

testOrm('Postgres.js and Drizzle in JavaScript', {
  isJavaScript: true,
  head: `
const { sql } = require('./db/sql');
const { db } = require('./db/drizzle');
`,
  reads: {
    'a template': 'await sql`SELECT * FROM post WHERE id = ${id}`;',
    'a query of Drizzle': `await db.query.post.findFirst({ where: id });`,
  },
  silent: {
    'an insert as a template': 'await sql`INSERT INTO post ${sql(row)}`;',
    'an insert with Drizzle': `await db.insert(row).values({ id });`,
  },
});

testOrm('TypeORM in JavaScript, its entities without classes', {
  isJavaScript: true,
  head: `
const { dataSource, Post } = require('./db/typeorm');
const posts = dataSource.getRepository(Post);
`,
  reads: {
    'a repository': `await posts.findOneBy({ id });`,
    'a repository by name': `await dataSource.getRepository('Post').find({ where: { id } });`,
    'the entity manager': `await dataSource.manager.findOne(Post, { where: { id } });`,
    'SQL as a template': 'await dataSource.sql`SELECT * FROM post WHERE id = ${id}`;',
  },
  silent: {
    save: `await posts.save({ id });`,
    'an update as a template': 'await dataSource.sql`UPDATE post SET title = ${id}`;',
  },
});
