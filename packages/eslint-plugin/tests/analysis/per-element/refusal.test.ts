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

const FOUND = ['5: pool.query: Pool.query'];

describe('every element is asked for as long as all is well, where the loop is left', () => {
  it.each([
    ['with a sentence', "if (row.isTaken) return 'This name is taken';"],
    ['with a sentence that names the element', 'if (row.isTaken) return `The name ${name} is taken`;'],
    ['with a message by its key', "if (row.isTaken) return t('tags.taken', { name });"],
    ['with an error', 'if (row.isTaken) return new TakenError(name);'],
    ['with what a name says to be an error', 'const nameError = complain(row); if (nameError) return nameError;'],
    ['with an error that is awaited', 'if (row.isTaken) return await toError(name);'],
    ['with an answer that holds an error', "if (row.isTaken) return { error: 'taken' };"],
    ['with an answer that says no', 'if (row.isTaken) return { ok: false, name };'],
    ['with nothing, where nothing was found', 'if (!row) return null;'],
    ['where something is missing, and later for another reason', "if (!row) return null; if (!name) return 'none';"],
  ])('%s', (_how, exit) => {
    expect(findings(exit)).toEqual(FOUND);
  });
});

describe('the first turn may be the last one, where the loop is left', () => {
  it.each([
    ['with what was found', 'if (row.isTaken) return row;'],
    ['with the element', 'if (row.isTaken) return name;'],
    ['with the first element that is missing', 'if (!row) return name;'],
    ['with yes', 'if (row.isTaken) return true;'],
    ['with one word of several', "if (row.isTaken) return 'taken';"],
    ['with what is made of what was found', "if (row.isTaken) return t('tag', row);"],
    ['with an answer that holds what was found', 'if (row.isTaken) return { message: row.message };'],
    ['with an answer that says yes', 'if (row.isTaken) return { ok: true, name };'],
    ['by a break', 'if (!row) break;'],
    ['in any case but a missing row', 'if (!row) continue; return name;'],
    ['in any case, since a missing row was refused', "if (!row) return 'There is none'; return row;"],
  ])('%s', (_how, exit) => {
    expect(findings(exit)).toEqual([]);
  });
});
