import { describe, expect, it } from 'vitest';
import { readSdl, readTemplates } from '../../../src/analysis/graphql/sdl.js';

describe('readSdl', () => {
  it('reads fields, lists, interfaces, unions and roots with their lines', () => {
    const text = `"""
type Nothing { a: [B] }
"""
type Post implements Node & Likeable @key(fields: "id") {
  author(first: [Int] = [1], where: Filter): User! # [Nobody]
  tags: [[Tag!]!]!
}
union Subject = | Post | User
schema { query: Start }`;
    expect(readSdl(text)).toEqual([
      {
        kind: 'type',
        name: 'Post',
        interfaces: ['Node', 'Likeable'],
        fields: [
          { name: 'author', type: { names: ['User'], isList: false }, line: 5 },
          { name: 'tags', type: { names: ['Tag'], isList: true }, line: 6 },
        ],
      },
      { kind: 'union', name: 'Subject', members: ['Post', 'User'] },
      { kind: 'root', name: 'Start' },
    ]);
  });
});

describe('readTemplates', () => {
  it('reads templates of code, and neither its types nor its functions', () => {
    const text =
      'interface Row { posts: Post }\nconst a = 1;\nexport const sdl = gql`\n  type User { posts: [Post] }\n`;\n';
    expect(readTemplates(text)).toEqual([
      {
        kind: 'type',
        name: 'User',
        interfaces: [],
        fields: [{ name: 'posts', type: { names: ['Post'], isList: true }, line: 4 }],
      },
    ]);
  });
});
