import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What is found where a loop reads from `db`, a proxy that is made with `trap`. */
function findings(trap: string, target = '{}'): string[] {
  const files = {
    'main.js': `
import { db } from './db.js';
export async function load(ids) {
  for (const id of ids) await db.query('SELECT * FROM tag WHERE id = $1', [id]);
}
`,
    'db.js': `
import { Pool } from 'pg';
let pool;
const connect = () => (pool ??= new Pool());
const others = { query: (text) => text };
export const db = new Proxy(${target}, { ${trap} });
`,
  };
  return findingsIn(freshEngine(), join(temporaryProject(files), 'main.js'));
}

const FOUND = ['4: db.query: Pool.query'];

describe('a proxy', () => {
  it.each([
    ['Reflect.get', 'get(target, name) { return Reflect.get(connect(), name); }'],
    ['an index', 'get: (target, name) => connect()[name]'],
    ['a method that is bound', 'get: (target, name) => connect()[name].bind(connect())'],
    [
      'a method that is bound where it is one',
      "get(target, name) { const held = connect(); const value = held[name]; return typeof value === 'function' ? value.bind(held) : value; }",
    ],
  ])('has the members of what its handler reads them from: %s', (_, trap) => {
    expect(findings(trap)).toEqual(FOUND);
  });

  it('has the members of its target', () => {
    expect(findings('has: () => true', 'connect()')).toEqual(FOUND);
  });

  it.each([
    ['another object', 'get: (target, name) => others[name]'],
    ['always the same member', 'get: (target, name) => connect().query'],
    ['a member under another key', "get: (target, name) => connect()['on' + name]"],
    ['what the key says', 'get: (target, name) => name'],
  ])('has no members of what its handler does not read them from: %s', (_, trap) => {
    expect(findings(trap)).toEqual([]);
  });
});
