import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../support/findings.js';
import { temporaryProject, writeIn } from '../support/temporary-project.js';

const MAIN = `
import { read } from './helper.js';
export async function load(ids: number[]) {
  for (const id of ids) await read(id);
}
`;
const QUERY = `
import { Pool } from 'pg';
const pool = new Pool();
export const read = (id: number) => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
`;
const NO_QUERY = `
export const read = async (id: number) => id;
`;
const FOUND = ['4: read: read → Pool.query (helper.ts:4)'];

describe('an engine', () => {
  it('sees that a helper in another file has changed', () => {
    let now = 0;
    const engine = freshEngine(undefined, () => now);
    const root = temporaryProject({ 'main.ts': MAIN, 'helper.ts': NO_QUERY });
    expect(findingsIn(engine, join(root, 'main.ts'))).toEqual([]);
    writeIn(root, 'helper.ts', QUERY);
    now = 1000;
    expect(findingsIn(engine, join(root, 'main.ts'))).toEqual(FOUND);
    writeIn(root, 'helper.ts', NO_QUERY);
    now = 2000;
    expect(findingsIn(engine, join(root, 'main.ts'))).toEqual([]);
  });

  it('sees a helper that came after the file which imports it', () => {
    const engine = freshEngine();
    const root = temporaryProject({ 'main.ts': MAIN });
    expect(findingsIn(engine, join(root, 'main.ts'))).toEqual([]);
    writeIn(root, 'helper.ts', QUERY);
    expect(findingsIn(engine, join(root, 'main.ts'), `${MAIN}// typed`)).toEqual(FOUND);
  });

  it('takes the text that is being linted over the one on disk', () => {
    const engine = freshEngine();
    const root = temporaryProject({ 'main.ts': MAIN, 'helper.ts': NO_QUERY });
    expect(findingsIn(engine, join(root, 'main.ts'))).toEqual([]);
    expect(findingsIn(engine, join(root, 'helper.ts'), QUERY)).toEqual([]);
    expect(findingsIn(engine, join(root, 'main.ts'))).toEqual(FOUND);
  });

  it('takes what it can from a file with a syntax error', () => {
    const root = temporaryProject({ 'main.ts': MAIN, 'helper.ts': ')))' });
    expect(findingsIn(freshEngine(), join(root, 'main.ts'))).toEqual([]);
  });

  it('lets no file that cannot be read or parsed stand between others', () => {
    const main = `import './broken.js';\nimport * as data from './data.json';\nexport * from './gone.js';${MAIN}`;
    const root = temporaryProject({ 'main.ts': main, 'broken.ts': 'class {{', 'data.json': '{}', 'helper.ts': QUERY });
    expect(findingsIn(freshEngine(), join(root, 'main.ts'))).toEqual(['6: read: read → Pool.query (helper.ts:4)']);
  });

  it('ends in cycles of imports, exports, values and types', () => {
    const root = temporaryProject({
      'a.ts': `
import { b } from './b.js';
export * from './b.js';
export { c as d } from './a.js';
export { d as c } from './a.js';
export const a = b;
export default a;
type Self = Self | Other[];
type Other = Self['x'];
interface Loop extends Loop { next: Loop }
class First extends Second { own = this.own; get self() { return this.self; } }
class Second extends First {}
const object = { ...object, same: object };
export async function load(ids: number[], self: Self, loop: Loop, first: First) {
  for (const id of ids) {
    await a(id);
    await self.x(id);
    await loop.next.next.run(id);
    await first.own.self.run(id);
    await object.same.same.run(id);
    await load([id], self, loop, first);
  }
}`,
      'b.ts': "import { a } from './a.js';\nexport * from './a.js';\nexport const b = a;",
    });
    expect(findingsIn(freshEngine(), join(root, 'a.ts'))).toEqual([]);
  });

  it('ends in long and deep code', () => {
    const depth = 400;
    const chain = Array.from({ length: depth }, (_, at) => `const f${at} = (id) => f${at + 1}(id);`).join('\n');
    const deep = `${'['.repeat(depth)}f0${']'.repeat(depth)}`;
    const sum = Array.from({ length: 500 }, (_, at) => `'${at}'`).join(' + ');
    const members = `f0${'.a'.repeat(depth)}`;
    const text = `${chain}\nconst deep = ${deep};\nconst sum = ${sum};\nfor (const id of ids) { f0(id); ${members}(sum, deep); }`;
    expect(findingsIn(freshEngine(), join(temporaryProject({}), 'a.js'), text)).toEqual([]);
  });

  it('follows a chain of twelve functions, and none that is longer', () => {
    const chainOf = (length: number) => `
import { Pool } from 'pg';
const pool = new Pool();
${Array.from({ length: length - 1 }, (_, at) => `const f${at + 1} = (id) => f${at + 2}(id);`).join('\n')}
const f${length} = (id) => pool.query('SELECT $1', [id]);
for (const id of ids) await f1(id);`;
    const file = join(temporaryProject({}), 'a.js');
    expect(findingsIn(freshEngine(), file, chainOf(12))).toEqual([
      `16: f1: f1 → f2 → f3 → f4 → f5 → f6 → f7 → f8 → f9 → f10 → f11 → f12 → Pool.query (a.js:15)`,
    ]);
    expect(findingsIn(freshEngine(), file, chainOf(13))).toEqual([]);
  });

  it('ends where a name is given a member of itself', () => {
    const text = 'let a; a = a.next(); for (const id of ids) await a.read(id);';
    expect(findingsIn(freshEngine(), join(temporaryProject({}), 'a.js'), text)).toEqual([]);
  });

  it('does not take two hundred calls of one function for two hundred questions', () => {
    const calls = Array.from(
      { length: 200 },
      (_, at) =>
        `export const f${at} = (id) => { f${(at * 7) % 200}(id); f${(at * 11 + 1) % 200}(id); f${(at * 13 + 2) % 200}(id); };`,
    );
    const text = `${calls.join('\n')}\nfor (const id of ids) { ${calls.map((_, at) => `f${at}(id);`).join(' ')} }`;
    expect(findingsIn(freshEngine(), join(temporaryProject({}), 'a.js'), text)).toEqual([]);
  });
});

describe('the chain of a finding', () => {
  const shared = `
import { Pool } from 'pg';
const pool = new Pool();
const direct = (id) => pool.query('SELECT $1', [id]);
const other = (id) => pool.query('SELECT 2, $1', [id]);
const longer = (id) => direct(id);
`;
  const chainOf = (code: string) =>
    findingsIn(
      freshEngine(),
      join(temporaryProject({}), 'a.js'),
      `${shared}${code}\nfor (const id of ids) await start(id);`,
    ).map((finding) => finding.replace(/^\d+: start: /, ''));

  it('is the shortest', () => {
    expect(chainOf('const start = (id) => { longer(id); other(id); };')).toEqual([
      'start → other → Pool.query (a.js:5)',
    ]);
  });

  it('is the first of the shortest', () => {
    expect(chainOf('const start = (id) => { other(id); direct(id); };')).toEqual([
      'start → other → Pool.query (a.js:5)',
    ]);
    expect(chainOf('const start = (id) => { direct(id); other(id); };')).toEqual([
      'start → direct → Pool.query (a.js:4)',
    ]);
  });

  it('goes through a recursion only once', () => {
    expect(chainOf('const start = (id) => { start(id - 1); longer(id); };')).toEqual([
      'start → longer → direct → Pool.query (a.js:4)',
    ]);
  });

  it('is a read where a write is nearer', () => {
    const code = "const start = (id) => { pool.query('DELETE FROM tag'); longer(id); };";
    expect(chainOf(code)).toEqual(['start → longer → direct → Pool.query (a.js:4)']);
  });
});
