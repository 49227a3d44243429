import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What is found in a loop over names, which asks for `row` in each turn and then does `exit`. */
function findings(exit: string): string[] {
  const code = `
import { Pool } from 'pg';
const pool = new Pool();
export async function check(names: string[], t: (key: string, values?: unknown) => string) {
  for (const name of names) {
    const { rows: [row] } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    ${exit}
  }
  return undefined;
}
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'));
}

describe('a query in a branch of a loop', () => {
  const inBranch = (branch: string) =>
    findings(`const read = () => pool.query('SELECT 1 FROM tag WHERE name = $1', [name]); ${branch}`).length - 1;

  it.each([
    ['that returns after it', "if (name === '') { await read(); return 1; }"],
    ['that breaks after it', "if (name === '') { await read(); break; }"],
    ['that returns it', "if (name === '') return read();"],
  ])('%s runs once', (_which, branch) => {
    expect(inBranch(branch)).toBe(0);
  });

  it.each([
    ['that goes on after it', "if (name === '') await read();"],
    ['whose other branch returns', "if (name === '') await read(); else return 1;"],
    [
      'of a switch, of which another one returns',
      "switch (name) { case 'a': await read(); break; case 'b': return 1; }",
    ],
    ['behind one that returns', "if (name === '') return 1; else await read();"],
    ['that may return after it', "if (name === '') { await read(); if (names.length > 3) return 1; }"],
  ])('%s runs per element', (_which, branch) => {
    expect(inBranch(branch)).toBe(1);
  });
});
