import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Bodies } from '../../../src/analysis/reach/bodies.js';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** A function that calls `width` others, none of which sends a query. */
const wide = (name: string, width: number): string => {
  const names = Array.from({ length: width }, (_, index) => `${name}${index}`);
  const others = names.map((each) => `function ${each}(id) {}`).join('\n');
  return `${others}\nexport function ${name}(id) {\n${names.map((each) => `${each}(id);`).join('\n')}\n}\n`;
};

const loopOver = (call: string, from: string): string =>
  `import { ${call} } from '${from}';\nexport async function all(ids) {\n  for (const id of ids) await ${call}(id);\n}\n`;

describe('functions that lead to no query', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('are gone through once, whoever calls them', () => {
    const count = 40;
    const callers = Array.from({ length: count }, (_, index) => `export const call${index} = (id) => still(id);`);
    const loops = Array.from({ length: count }, (_, index) => `for (const id of ids) call${index}(id);`);
    const root = temporaryProject({
      'still.js': wide('still', 50),
      'all.js': `import { still } from './still.js';\n${callers.join('\n')}\nexport function all(ids) {\n${loops.join('\n')}\n}\n`,
    });
    const looks = vi.spyOn(Bodies.prototype, 'of');
    expect(findingsIn(freshEngine(), join(root, 'all.js'))).toEqual([]);
    expect(looks.mock.calls.length).toBeGreaterThan(50);
    expect(looks.mock.calls.length).toBeLessThan(10 * count);
  });

  it('do not decide, by having been asked before, how far another search goes', () => {
    const root = temporaryProject({
      'one.js': wide('one', 1_600),
      'two.js': wide('two', 1_600),
      'rows.js':
        "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const row = (id) => pool.query('SELECT $1', [id]);\n",
      'entry.js':
        "import { one } from './one.js';\nimport { two } from './two.js';\nimport { row } from './rows.js';\n" +
        'const last = (id) => row(id);\nconst next = (id) => last(id);\n' +
        'export function entry(id) {\n  one(id);\n  two(id);\n  return next(id);\n}\n',
      'loop-one.js': loopOver('one', './one.js'),
      'loop-two.js': loopOver('two', './two.js'),
      'loop.js': loopOver('entry', './entry.js'),
    });
    const alone = findingsIn(freshEngine(), join(root, 'loop.js'));
    const engine = freshEngine();
    const after = ['loop-one.js', 'loop-two.js', 'loop.js'].flatMap((file) => findingsIn(engine, join(root, file)));
    expect(after).toEqual(alone);
  });

  it('are not those after which a search was given up because the way was too long', () => {
    const steps = Array.from({ length: 15 }, (_, at) => `export const at${at} = (id) => at${at + 1}(id);\n`);
    const root = temporaryProject({
      'rows.js': `import { Pool } from 'pg';\nconst pool = new Pool();\n${steps.join('')}export const at15 = (id) => pool.query('SELECT $1', [id]);\n`,
      'far.js': loopOver('at0', './rows.js'),
      'near.js': loopOver('at8', './rows.js'),
    });
    const engine = freshEngine();
    expect(findingsIn(engine, join(root, 'far.js'))).toEqual([]);
    expect(findingsIn(engine, join(root, 'near.js'))).toEqual([
      '3: at8: at8 → at9 → at10 → at11 → at12 → at13 → at14 → at15 → Pool.query (rows.js:18)',
    ]);
  });

  it('are not those that lead to a query of another kind than is asked for first', () => {
    const root = temporaryProject({
      'rows.js':
        "import { Pool } from 'pg';\nconst pool = new Pool();\n" +
        "export const mark = (id) => pool.query('UPDATE rows SET seen = true WHERE id = $1', [id]);\n",
      'loop.js': loopOver('mark', './rows.js'),
    });
    expect(findingsIn(freshEngine(), join(root, 'loop.js'))).toEqual(['3: mark: mark → Pool.query (rows.js:3)']);
  });
});
