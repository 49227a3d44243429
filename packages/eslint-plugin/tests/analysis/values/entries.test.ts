import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const POOL = "import { Pool } from 'pg';\nexport const pool = new Pool();\n";
const READ_TAG = "(id) => pool.query('SELECT * FROM tag WHERE id = $1', [id])";
const READ_POST = "(id) => pool.query('SELECT * FROM post WHERE id = $1', [id])";
const FORMAT = '(id) => `Tag ${id}`';

/** What is found in a project of one file beside the pool. */
function findings(code: string): string[] {
  const text = `import { pool } from './pool.js';${code}`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.js': text, 'pool.js': POOL }), 'main.js'));
}

describe('a function that is picked from an object by a key of run time', () => {
  const picked = (post: string, key = 'kind'): string => `
const readers = { readTag: ${READ_TAG}, readPost: ${post}, formatTag: ${FORMAT} };
export async function load(ids, kind) {
  for (const id of ids) await readers[${key}](id);
}
`;
  it('is none of those where one of them asks nothing', () => {
    expect(findings(picked(READ_POST))).toEqual([]);
  });

  it('is one of those that the text around the key leaves', () => {
    expect(findings(picked(READ_POST, '`read${kind}`'))).toEqual(['4: readers[…]: readTag → Pool.query (main.js:2)']);
  });

  it.each(['`${one}${kind}`', '`${one}a${kind}`', '`read${kind}Post${one}`', '`r${one}e${one}dPos${kind}t`'])(
    'is one of those that the texts around several holes leave: %s',
    (key) => {
      const posts = picked(READ_POST, key).replaceAll('readTag', 'noTg').replaceAll('formatTag', 'noTxt');
      const found = '4: readers[…]: readPost → Pool.query (main.js:2)';
      expect(findings(posts)).toEqual(key === '`${one}${kind}`' ? [] : [found]);
    },
  );

  it('is told by a key of many holes at once', () => {
    const key = `\`${'${kind}'.repeat(12)}Handler\``;
    const main = picked(READ_POST, key).replaceAll('readTag', 'aNameThatIsLongEnoughToBeTriedInVeryManyWays');
    expect(findings(main)).toEqual([]);
  });

  it('is none of those that the text around the key leaves where one of them asks nothing', () => {
    expect(findings(picked(FORMAT, '`read${kind}`'))).toEqual([]);
  });

  it('is none of those where one of them is not known', () => {
    const main = picked('readerOf(ids)', '`read${kind}`');
    expect(findings(`\nimport { readerOf } from './others.js';${main.slice(1)}`)).toEqual([]);
  });

  it('is the one that a constant names', () => {
    const main = picked(READ_POST, 'NAME');
    expect(findings(`\nconst NAME = 'readPost';${main.slice(1)}`)).toEqual([
      '4: readers[…]: readPost → Pool.query (main.js:2)',
    ]);
    expect(findings(`\nconst NAME = 'formatTag';${main.slice(1)}`)).toEqual([]);
  });

  it('is not known where others are spread into the object', () => {
    const main = picked(READ_POST, '`read${kind}`').replace('formatTag', '...others, formatTag');
    expect(findings(`\nimport { others } from './others.js';${main.slice(1)}`)).toEqual([]);
  });

  it('ends where such functions call one another', () => {
    const main = `
const readers = {
  tag: (kind, id) => readers[kind](kind, id),
  post: (kind, id) => readers[kind](kind, id),
};
export async function load(ids, kind) {
  for (const id of ids) await readers[kind](kind, id);
}
`;
    expect(findings(main)).toEqual([]);
  });
});

describe('an object that is made of entries', () => {
  const made = (name: string, other = '`${kind}Label`', value = FORMAT): string => `
const readers = Object.fromEntries(
  ['tag', 'post'].flatMap((kind) => [
    [\`\${kind}Reader\`, (id) => pool.query(\`SELECT * FROM \${kind} WHERE id = $1\`, [id])],
    [${other}, ${value}],
  ]),
);
export async function load(ids) {
  for (const id of ids) await readers.${name}(id);
}
`;
  it('has what is behind the keys that agree with the name', () => {
    expect(findings(made('tagReader'))).toEqual(['9: readers.tagReader: callback → Pool.query (main.js:4)']);
    expect(findings(made('tagLabel'))).toEqual([]);
  });

  it('has what is behind keys that may be anything, where all of it asks', () => {
    expect(findings(made('tagReader', 'nameOf(kind)', READ_POST))).toHaveLength(1);
    expect(findings(made('tagReader', 'nameOf(kind)'))).toEqual([]);
  });
});

describe('a function that makes an object of entries', () => {
  it('gives its functions what it is given', () => {
    const main = `
const readersOf = (db, kinds) => Object.fromEntries(kinds.map((kind) => [kind, (id) => db.query('SELECT 1', [id])]));
const readers = readersOf(pool, ['tag', 'post']);
export async function load(ids) {
  for (const id of ids) await readers.tag(id);
}
`;
    expect(findings(main)).toEqual(['5: readers.tag: callback → Pool.query (main.js:2)']);
    expect(findings(main.replace('readersOf(pool', 'readersOf(console'))).toEqual([]);
  });
});

describe('a map', () => {
  const made = (call: string, rest = ''): string => `
const readers = new Map([['tag', ${READ_TAG}], ['label', ${FORMAT}]]);
${rest}
export async function load(ids, kind) {
  for (const id of ids) await ${call};
}
`;
  it('gives what is behind a key', () => {
    expect(findings(made("readers.get('tag')(id)"))).toEqual(['5: readers.get(…): callback → Pool.query (main.js:2)']);
    expect(findings(made("readers.get('label')(id)"))).toEqual([]);
    expect(findings(made('readers.get(kind)(id)'))).toEqual([]);
  });

  it('is not called where it is asked for a key', () => {
    const rest = `const others = new Map(kindsOf(pool).map((kind) => [kind, ${READ_TAG}]));`;
    expect(findings(made('others.get(id)', rest))).toEqual([]);
    expect(findings(made('others.get(id)(id)', rest))).toHaveLength(1);
  });

  it('spreads to its entries', () => {
    const rest = `
const shown = Object.fromEntries([...new Map([['tag', { read: ${READ_TAG} }]])].map(([name, { read }]) => [name, read]));
`.trim();
    expect(findings(made('shown.tag(id)', rest))).toEqual(['5: shown.tag: read → Pool.query (main.js:3)']);
  });
});

describe('what one line makes for each name', () => {
  const made = (value: string, use: string): string => `
import { Sequelize } from 'sequelize';
const sequelize = new Sequelize();
const made = {};
for (const name of names) made[name] = ${value};
export async function load(kinds, ids) {
  for (const kind of kinds) await made[kind]${use};
}
`;

  it('is another model for each', () => {
    expect(findings(made('sequelize.define(name, {})', '.findAll({ where: { id: ids } })'))).toEqual([]);
  });

  it('is the same function for each', () => {
    expect(findings(made(READ_TAG, '(kind)'))).toEqual(['7: made[…]: callback → Pool.query (main.js:5)']);
  });
});
