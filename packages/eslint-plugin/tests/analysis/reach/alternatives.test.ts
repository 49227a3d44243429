import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What is found where one of several functions, by a name that is not known, is called for each id. */
function findings(functions: string): string[] {
  const code = `import { Pool } from 'pg';
const pool = new Pool();
let kind = 'near';
export const choose = (to) => { kind = to; };
const row = (id) => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
${functions}
export async function all(ids) { for (const id of ids) await ways[kind](id); }
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.js': code }), 'main.js'));
}

describe('one of several functions', () => {
  it('leads to a query by the shortest way that one of them has', () => {
    expect(findings('const far = (id) => row(id);\nconst ways = { far, row };')).toEqual([
      '8: ways[…]: row → Pool.query (main.js:5)',
    ]);
  });

  it('leads to none where one of them does not', () => {
    expect(findings('const none = (id) => id;\nconst ways = { none, row };')).toEqual([]);
  });

  it('is asked anew after the answer for one of them was cut short, because it leads back to itself', () => {
    const functions = `const last = (id) => row(id);
const far = (id) => last(id);
const walk = (id) => { near[kind](id); return far(id); };
const near = { row, walk };
const ways = { walk };`;
    expect(findings(functions)).toEqual(['11: ways[…]: walk → row → Pool.query (main.js:5)']);
  });
});
