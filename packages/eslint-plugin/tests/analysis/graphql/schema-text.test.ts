import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysIn, listedIn, lookForSchema } from '../../../src/analysis/graphql/schema-text.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What the text of a file may hold, by name; undefined where it is not looked at again. */
function marksOf(text: string, file = 'a.ts'): string[] | undefined {
  const found = lookForSchema(file, text);
  if (!found) return undefined;
  const { isDecorated, makesTypes, mayHoldMap, definitions } = found;
  return Object.entries({ isDecorated, makesTypes, mayHoldMap, defines: definitions.length > 0 }).flatMap(
    ([name, holds]) => (holds ? [name] : []),
  );
}

describe('the text of a file', () => {
  it.each<[string, string, string[] | undefined]>([
    ['decorated types', '@ObjectType()\nclass Post {}', ['isDecorated']],
    ['decorated resolvers', '@Resolver(() => Post)\nclass PostResolver {}', ['isDecorated']],
    ['operations of GraphQL', "import { Query } from './graphql.js';\n@Query(() => [Post])", ['isDecorated']],
    ['a query string of HTTP', "import { Query } from '@nestjs/common';\nall(@Query() query) {}", undefined],
    ['classes of graphql', "import { A } from 'graphql';\nnew GraphQLObjectType({})", ['makesTypes']],
    ['classes of graphql behind a name', "const g = require('graphql');\nnew g.GraphQLSchema({})", ['makesTypes']],
    ['fields for such types', "import { A } from 'graphql';\nconst f = { type: A, resolve() {} }", ['makesTypes']],
    ['inputs of graphql', "import { A } from 'graphql';\nnew GraphQLInputObjectType({})", undefined],
    ['a builder of types', 'builder.objectType(Post, {});', ['makesTypes']],
    ['a builder of types with a type argument', "schemaBuilder.objectRef<Post>('Post')", ['makesTypes']],
    ['a builder of queries', 'builder.where({ id });', undefined],
    ['a map of resolvers', 'export const resolvers = { Post };', ['mayHoldMap']],
    ['a map of resolvers in CommonJS', 'module.exports.resolvers = { Post };', ['mayHoldMap']],
    ['types of resolvers alone', 'export type resolvers = { Post: string };', undefined],
    ['a template', 'const t = gql`type Post { id: ID }`;', ['mayHoldMap', 'defines']],
    ['a template with a byte outside of ASCII', 'const t = gql`"Ã©" type Post { id: ID }`;', ['mayHoldMap', 'defines']],
    ['no part of a schema', 'export const one = 1;', undefined],
  ])('tells %s', (_, text, marks) => {
    expect(marksOf(text)).toEqual(marks);
  });

  it('is schema definition language in files of that name', () => {
    const root = temporaryProject({ 'a.graphql': 'type Post { id: ID }' });
    expect(marksOf('', join(root, 'a.graphql'))).toEqual(['defines']);
    expect(marksOf('export const resolvers = 1;', 'a.tsx')).toBeUndefined();
  });
});

describe('the types that a file may give lists of', () => {
  it('stand in brackets, in front of them, or in the parameter of an array', () => {
    expect([...listedIn('() => [ Post ]; a(): Promise<Tag[]>; b: Array<User>; c: Other')]).toEqual([
      'Post',
      'Tag',
      'User',
    ]);
  });
});

describe('the keys that may name types', () => {
  it.each([
    ['of objects', 'const a = { Post: {}, Tag };', ['Post', 'Tag']],
    ['in quotes, on lines, and behind comments', "{\n  'Post': x,\n  /* all */ Tag: y,\n}", ['Post', 'Tag']],
    ['but not of imports', "import {\n  Post,\n  Tag,\n} from './a.js';\nexport { User, } from './b.js';", []],
    ['but not types', 'function a(post: Post, tag: Tag) {}', []],
  ])('are those %s', (_, text, names) => {
    expect([...keysIn(text)]).toEqual(names);
  });
});
