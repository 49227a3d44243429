import rule from '../../src/rules/no-query-in-field-resolver.js';
import { temporaryProject } from '../support/temporary-project.js';
import { createRuleTester } from './rule-tester.js';

const DB = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;

const graphqlJs = temporaryProject({
  'package.json': JSON.stringify({ dependencies: { graphql: '16.0.0', pg: '8.0.0', sequelize: '6.0.0' } }),
  'db.js': DB,
  'db.ts': DB,
  'models.ts': `
import { Sequelize } from 'sequelize';
const sequelize = new Sequelize('');
export const Post = sequelize.define('Post', {});
`,
  'query.ts': `
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLUnionType } from 'graphql';
import { Article, Note, NodeInterface, Page } from './case.js';
import { Post } from './models.js';
const Subject = new GraphQLUnionType({ name: 'Subject', types: () => [Note] });
const Start = new GraphQLObjectType({
  name: 'Start',
  fields: () => ({
    articles: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Article))), resolve: () => Post.findAll() },
    subjects: { type: new GraphQLList(Subject) },
    pages: { type: new GraphQLList(Page) },
  }),
});
export const schema = new GraphQLSchema({ query: Start });
`,
});

// The classes of the package graphql.
createRuleTester(graphqlJs).run('no-query-in-field-resolver', rule as never, {
  valid: [
    {
      name: 'the type that the schema starts from, and one that comes alone',
      code: `
import { GraphQLObjectType, GraphQLString } from 'graphql';
import { pool } from './db.js';
export const Start = new GraphQLObjectType({
  name: 'Start',
  fields: { name: { type: GraphQLString, resolve: (root) => pool.query('select 1 from tag where id = $1', [root.id]) } },
});
export const Alone = new GraphQLObjectType({
  name: 'Alone',
  fields: { name: { type: GraphQLString, resolve: (alone) => pool.query('select 1 from tag where id = $1', [alone.id]) } },
});
`,
    },
    {
      name: 'a page, of whose rows all are asked for at once',
      code: `
import { GraphQLObjectType, GraphQLString } from 'graphql';
import { pool } from './db.js';
export const Page = new GraphQLObjectType({
  name: 'Page',
  fields: {
    tags: {
      type: GraphQLString,
      resolve: (page) => {
        const ids = page.nodes.map((node) => node.id);
        return pool.query('select 1 from tag where id = any($1)', [ids]);
      },
    },
  },
});
`,
    },
  ],
  invalid: [
    {
      name: 'a type of a list in another file, with fields that a function gives',
      code: `
import { GraphQLObjectType, GraphQLString } from 'graphql';
import { pool } from './db.js';
const SharedFields = () => ({
  tags: { type: GraphQLString, resolve: (article) => pool.query('select 1 from tag where id = $1', [article.id]) },
});
export const Article = new GraphQLObjectType({
  name: 'Article',
  fields: () => ({
    ...SharedFields(),
    likes: { type: GraphQLString, resolve: (article) => pool.query('select 1 from liked where id = $1', [article.id]) },
  }),
});
`,
      errors: [
        { messageId: 'queryPerParent', line: 5 },
        {
          messageId: 'queryPerParent',
          data: {
            call: 'pool.query',
            query: 'Pool.query',
            parent: '`Article`',
            field: 'Article.likes',
            listed: '`Article` is returned in a list (query.ts:9)',
            fieldAdvice:
              'Load them through a DataLoader that asks once for all keys of a tick (`= any($1)`), or with the parents where the field is selected.',
          },
          line: 11,
        },
      ],
    },
    {
      name: 'an interface of a type that a union brings in numbers',
      code: `
import { GraphQLInterfaceType, GraphQLObjectType, GraphQLString } from 'graphql';
import { pool } from './db.js';
export const NodeInterface = new GraphQLInterfaceType({
  name: 'Node',
  fields: { tags: { type: GraphQLString, resolve: (node) => pool.query('select 1 from tag where id = $1', [node.id]) } },
});
export const Note = new GraphQLObjectType({ name: 'Note', interfaces: () => [NodeInterface], fields: {} });
`,
      errors: [{ messageId: 'queryPerParent', line: 6 }],
    },
    {
      name: 'a relation of rows that the resolver of a list gives',
      code: `
import { GraphQLObjectType, GraphQLString } from 'graphql';
export const Article = new GraphQLObjectType({
  name: 'Article',
  fields: { writer: { type: GraphQLString, resolve(article) { return article.getWriter(); } } },
});
`,
      errors: [
        {
          messageId: 'queryPerParent',
          data: {
            call: 'article.getWriter',
            query: 'Model.getWriter',
            parent: '`Article`',
            field: 'Article.writer',
            listed: '`Article` is returned in a list (query.ts:9)',
            fieldAdvice:
              'Load them through a DataLoader that asks once for all keys of a tick (`where: { id: keys }`), or with the parents where the field is selected.',
          },
        },
      ],
    },
  ],
});

const builders = temporaryProject({
  'package.json': JSON.stringify({ dependencies: { '@pothos/core': '4.0.0', nexus: '1.3.0', pg: '8.0.0' } }),
  'builder.ts': `
import SchemaBuilder from '@pothos/core';
import type { Pool } from 'pg';
export interface Context { pool: Pool }
export const builder = new SchemaBuilder<{ Context: Context }>({});
`,
  'db.ts': DB,
});

// Builders, and type-graphql's fields with methods.
createRuleTester(builders).run('no-query-in-field-resolver', rule as never, {
  valid: [
    {
      name: 'Pothos: root fields, single objects and what a plugin batches',
      code: `
import { builder } from './builder.js';
export const Alone = builder.objectRef('Alone');
Alone.implement({
  fields: (t) => ({ tags: t.field({ resolve: (alone, args, ctx) => ctx.pool.query('select $1', [alone.id]) }) }),
});
builder.queryFields((t) => ({
  alone: t.field({ type: Alone, resolve: (root, args, ctx) => ctx.pool.query('select $1', [root.id]) }),
}));
`,
    },
  ],
  invalid: [
    {
      name: 'Pothos: a reference that a connection lists, with the context of the builder',
      code: `
import { builder } from './builder.js';
export const Post = builder.objectRef('Post');
Post.implement({
  fields: (t) => ({ tags: t.field({ resolve: (post, args, ctx) => ctx.pool.query('select $1', [post.id]) }) }),
});
builder.queryField('posts', (t) => t.connection({ type: Post }));
`,
      errors: [{ messageId: 'queryPerParent', line: 5 }],
    },
    {
      name: 'a Drizzle client of which only its query is seen, by the operators that it hands to a function',
      code: `
import { builder } from './builder.js';
export const Post = builder.objectRef('Post');
export const writer = async (post: { writerId: number }, args: unknown, ctx: any) =>
  ctx.database.query.users.findFirst({ where: (users, { eq }) => eq(users.id, post.writerId) });
Post.implement({ fields: (t) => ({ writer: t.field({ resolve: writer }) }) });
builder.queryField('posts', (t) => t.field({ type: [Post] }));
`,
      errors: [{ messageId: 'queryPerParent', line: 5 }],
    },
    {
      name: 'Nexus: a list that is written as a list of fields',
      code: `
import { objectType, queryType } from 'nexus';
import { pool } from './db.js';
export const Post = objectType({
  name: 'Post',
  definition(t) {
    t.string('tags', { resolve: (post) => pool.query('select $1', [post.id]) });
  },
});
export const Query = queryType({
  definition(t) {
    t.nonNull.list.field('posts', { type: 'Post' });
    t.string('me', { resolve: (root) => pool.query('select $1', [root.id]) });
  },
});
`,
      errors: [{ messageId: 'queryPerParent', line: 7 }],
    },
    {
      name: 'type-graphql: a method of the object, and a field resolver',
      code: `
import { Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { pool } from './db.js';
@ObjectType()
class Post {
  id!: number;
  @Field(() => [String])
  async tags() {
    return await pool.query('select $1', [this.id]);
  }
}
@Resolver(() => Post)
class PostResolver {
  @Query(() => [Post]) posts() {}
  @FieldResolver(() => String)
  async likes(@Root() post: Post) {
    return await pool.query('select $1', [post.id]);
  }
}
`,
      errors: [
        { messageId: 'queryPerParent', line: 9 },
        { messageId: 'queryPerParent', line: 17 },
      ],
    },
  ],
});
