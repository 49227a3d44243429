import rule from '../../src/rules/no-query-in-field-resolver.js';
import { temporaryProject } from '../support/temporary-project.js';
import { createRuleTester } from './rule-tester.js';

const maps = temporaryProject({
  'package.json': JSON.stringify({ dependencies: { '@apollo/server': '5.0.0', knex: '3.3.0' } }),
  'schema.graphql': `
"""A type Nobody { posts: [Settings] } in a description is not one."""
type Query { me: User, settings(first: [Settings]): Settings! }
# type Query { all: [Settings] }
interface Node { id: ID! }
type User implements Node { id: ID!, posts(first: Int = 10): [Post!]! }
union Subject = Post | Picture
extend type User { subjects: [Subject] }
type Settings { owner: User }
`,
  'post.schema.ts':
    'export const typeDefs = gql`\n  type Post { author: User tags: [String] cover: Picture }\n  type Picture { artist: User }\n`;',
  'db.ts': `import knex from 'knex';\nexport const db = knex({});\n`,
  // Stands for the file under test, which others import.
  'case.ts': '',
  'resolvers.ts': `
import { merge } from 'lodash';
import { Post, artist } from './case.js';
export const resolvers = merge({ Query: {} }, { Post, Picture: { artist } });
`,
});

// Resolver maps for a schema in files and in templates.
createRuleTester(maps).run('no-query-in-field-resolver', rule as never, {
  valid: [
    {
      name: 'root fields, types that come alone, and keys that are no fields',
      code: `
import { db } from './db.js';
export const resolvers = {
  Query: { me: (parent, args) => db('user').where({ id: parent.id }).first() },
  Settings: { owner: (settings) => db('user').where({ id: settings.ownerId }).first() },
  Post: { helper: (post) => db('tag').where({ post: post.id }) },
  Unknown: { posts: (parent) => db('post').where({ user: parent.id }) },
};
`,
    },
    {
      name: 'what the parent holds',
      code: `
import { db } from './db.js';
export const resolvers = {
  Post: { author: async (post) => post.author ?? (await db('user').where({ id: post.authorId }).first()) },
};
`,
    },
    {
      name: 'a loader of the context',
      code: `
import { db } from './db.js';
export const resolvers = { Post: { author: (post, args, { loaders }) => loaders.user.load(post.authorId) } };
`,
    },
  ],
  invalid: [
    {
      name: 'resolvers in wrappers of the project that take any arguments',
      code: `
import { db } from './db.js';
const logged = (fn: Function) => async (...args: unknown[]) => fn(...args);
const typed = <F extends (...args: never[]) => unknown>(fn: F): F => ((...args: never[]) => fn(...args)) as F;
export const resolvers = {
  Post: {
    author: logged(async (post) => db('user').where({ id: post.authorId }).first()),
    cover: typed(async (post) => db('picture').where({ id: post.coverId }).first()),
  },
};
`,
      errors: [{ messageId: 'queryPerParent' }, { messageId: 'queryPerParent' }],
    },
    {
      name: 'a map in place',
      code: `
import { db } from './db.js';
export const resolvers = {
  Post: {
    author: async (post) => {
      const [author] = await db('user').where({ id: post.authorId });
      return author;
    },
  },
};
`,
      errors: [
        {
          messageId: 'queryPerParent',
          data: {
            call: 'db(…).where',
            query: 'Knex.where',
            parent: '`Post`',
            field: 'Post.author',
            listed: '`Post` is returned in a list (schema.graphql:6)',
            fieldAdvice:
              'Load them through a DataLoader that asks once for all keys of a tick (`whereIn`), or with the parents where the field is selected.',
          },
          line: 6,
        },
      ],
    },
    {
      name: 'a map that another file puts together',
      code: `
import { db } from './db.js';
export const Post = {
  async author(post) {
    return await db('user').where({ id: post.authorId }).first();
  },
};
`,
      errors: [{ messageId: 'queryPerParent', line: 5 }],
    },
    {
      name: 'a function that another file names, for a type that comes with a listed one',
      code: `
import { db } from './db.js';
export const artist = async (picture) => await db('user').where({ id: picture.artistId }).first();
`,
      errors: [{ messageId: 'queryPerParent', line: 3 }],
    },
    {
      name: 'a wrapped function, and one under resolve',
      code: `
import { db } from './db.js';
import { authenticated } from './authenticated.js';
export const resolvers = {
  Post: {
    author: authenticated(async (post) => await db('user').where({ id: post.authorId }).first()),
    tags: { resolve: async (post) => await db('tag').where({ post: post.id }) },
  },
};
`,
      errors: [
        { messageId: 'queryPerParent', line: 6 },
        { messageId: 'queryPerParent', line: 7 },
      ],
    },
    {
      name: 'references of a gateway',
      code: `
import { db } from './db.js';
export const resolvers = {
  Settings: { __resolveReference: async (reference) => await db('settings').where({ id: reference.id }).first() },
};
`,
      errors: [{ messageId: 'queryPerParent', line: 4 }],
    },
  ],
});
