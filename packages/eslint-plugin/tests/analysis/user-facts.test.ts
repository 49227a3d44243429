import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_USER_FACTS, type UserFacts } from '../../src/analysis/user-facts.js';
import { findingsIn, freshEngine } from '../support/findings.js';
import { temporaryProject } from '../support/temporary-project.js';

const FILES = {
  'src/db/client.ts': `
export const run = async (sql: string, values: unknown[]) => [sql, values];
export const quote = (text: string) => text;
export class Client {
  read(id: number) { return id; }
  write(id: number) { return id; }
}
export const client = new Client();
`,
  'src/cache.ts': `
import { Pool } from 'pg';
const pool = new Pool();
export const cached = (id: number) => pool.query('SELECT $1', [id]);
export class Cache {
  get(id: number) { return pool.query('SELECT $1', [id]); }
  fresh(id: number) { return pool.query('SELECT $1', [id]); }
}
`,
};

function findings(code: string, facts: Partial<UserFacts>) {
  const root = temporaryProject(FILES);
  const text = `${code}\nfor (const id of ids) await start(id);`;
  return findingsIn(freshEngine({ ...NO_USER_FACTS, ...facts }), join(root, 'src/main.js'), text).map((finding) =>
    finding.replace(/^\d+: start: start → /, ''),
  );
}

const RUN = "import { run } from './db/client.js';\nconst start = (id) => run('SELECT $1', [id]);";
const READ = "import { client } from './db/client.js';\nconst start = (id) => client.read(id);";
const WRITE = "import { client } from './db/client.js';\nconst start = (id) => client.write(id);";
const SDK = "import { connect } from '@acme/sdk';\nconst start = (id) => connect(id);";
const SDK_METHOD = "import sdk from '@acme/sdk';\nconst start = (id) => sdk.users.byId(id);";

describe('settings.flatquery.queries', () => {
  it.each([
    ['a function by its file and name', RUN, { from: 'src/db/client', name: 'run' }, 'run (main.js:2)'],
    ['all functions of a file', RUN, { from: 'db/client' }, 'run (main.js:2)'],
    ['a file with its extension', RUN, { from: './src/db/client.ts', name: 'run' }, 'run (main.js:2)'],
    ['a method', READ, { from: 'db/client', name: 'Client', methods: ['read'] }, 'Client.read (main.js:2)'],
    ['all methods', READ, { from: 'db/client', name: 'Client', methods: ['*'] }, 'Client.read (main.js:2)'],
    ['methods of any class', READ, { from: 'db/client', methods: ['read'] }, 'read (main.js:2)'],
    ['a function of a package', SDK, { from: '@acme/sdk', name: 'connect' }, 'connect (main.js:2)'],
    [
      'a method of a package',
      SDK_METHOD,
      { from: '@acme/sdk', name: 'users', methods: ['byId'] },
      'users.byId (main.js:2)',
    ],
  ])('names %s', (_what, code, pattern, expected) => {
    expect(findings(code, {})).toEqual([]);
    expect(findings(code, { queries: [pattern] })).toEqual([expected]);
  });

  it.each([
    ['another name', RUN, { from: 'db/client', name: 'quote' }],
    ['another file of the same ending', RUN, { from: 'b/client', name: 'run' }],
    ['another method', WRITE, { from: 'db/client', name: 'Client', methods: ['read'] }],
    ['another class', READ, { from: 'db/client', name: 'Server', methods: ['*'] }],
    ['a function, where methods are asked for', RUN, { from: 'db/client', methods: ['query'] }],
    ['another package', SDK, { from: '@acme/other', name: 'connect' }],
    ['another function of the package', SDK, { from: '@acme/sdk', name: 'close' }],
  ])('leaves alone %s', (_what, code, pattern) => {
    expect(findings(code, { queries: [pattern] })).toEqual([]);
  });

  it('leaves a write to another rule', () => {
    expect(findings(RUN, { queries: [{ from: 'db/client', name: 'run', kind: 'write' }] })).toEqual([]);
  });
});

describe('settings.flatquery.batched', () => {
  const CACHED = "import { cached } from './cache.js';\nconst start = (id) => cached(id);";
  const GET = "import { Cache } from './cache.js';\nconst cache = new Cache();\nconst start = (id) => cache.get(id);";
  const FRESH = GET.replace('cache.get', 'cache.fresh');

  it('silences a function, and only this one', () => {
    const facts = { batched: [{ from: 'src/cache', name: 'cached' }] };
    expect(findings(CACHED, {})).toEqual(['cached → Pool.query (cache.ts:4)']);
    expect(findings(CACHED, facts)).toEqual([]);
    expect(findings(GET, facts)).toEqual(['Cache.get → Pool.query (cache.ts:6)']);
  });

  it('silences a method, and only this one', () => {
    const facts = { batched: [{ from: 'src/cache', name: 'Cache', methods: ['get'] }] };
    expect(findings(GET, facts)).toEqual([]);
    expect(findings(FRESH, facts)).toEqual(['Cache.fresh → Pool.query (cache.ts:7)']);
  });
});

describe('settings.flatquery.receivers', () => {
  const receivers = [{ name: 'db', package: 'pg', class: 'Pool' }];

  it.each([
    ['a parameter', "const start = (id) => read(id);\nconst read = (id, db) => db.query('SELECT $1', [id]);"],
    ['a global', "const start = (id) => db.query('SELECT $1', [id]);"],
    ['a member', "const start = (id) => app.db.query('SELECT $1', [id]);"],
    [
      'an import of a package',
      "import { db } from '@acme/server';\nconst start = (id) => db.query('SELECT $1', [id]);",
    ],
  ])('says what %s is', (_what, code) => {
    expect(findings(code, {})).toEqual([]);
    expect(findings(code, { receivers })).toHaveLength(1);
  });

  it('does not win over what the code says', () => {
    const code = "const db = { query: (sql, [id]) => id };\nconst start = (id) => db.query('SELECT $1', [id]);";
    expect(findings(code, { receivers })).toEqual([]);
  });

  it('knows nothing of other packages', () => {
    const code = "const start = (id) => db.query('SELECT $1', [id]);";
    expect(findings(code, { receivers: [{ name: 'db', package: 'other', class: 'Pool' }] })).toEqual([]);
    expect(findings(code, { receivers: [{ name: 'db', package: 'pg', class: 'Other' }] })).toEqual([]);
  });
});
