import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** How many queries are found in a function with `body`, of whose parameters nothing is known. */
function count(body: string): number {
  const code = `
import { Pool } from 'pg';
const pool = new Pool();
export async function load(groups: any, ids: any) {
  const all = [];
  ${body}
}
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts')).length;
}

const ASKS = "await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [group]);";
const ASKS_ROWS = "group.rows.map(String); await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [group.rows]);";

describe('an element is a batch', () => {
  it.each([
    ['its items are spread', `for (const group of groups) { all.push(...group); ${ASKS} }`],
    [
      'something goes through its items',
      `for (const group of groups) { for (const id of group) all.push(id); ${ASKS} }`,
    ],
    ['it is a list in what stands under the keys of a map', `for (const group of groups.values()) { ${ASKS_ROWS} }`],
    [
      'it is that, and the values were put into a list first',
      `for (const group of Array.from(groups.values())) { ${ASKS_ROWS} }`,
    ],
  ])('where %s', (_why, body) => {
    expect(count(body)).toBe(0);
  });

  it.each([
    ['it is only added to a list', `for (const group of groups) { all.push(group); ${ASKS} }`],
    [
      'something goes through another list',
      `for (const group of groups) { for (const id of ids) all.push(id); ${ASKS} }`,
    ],
    ['it has a list, and is an item of a list', `for (const group of groups) { ${ASKS_ROWS} }`],
    ['it is that, and was copied first', `for (const group of Array.from(groups)) { ${ASKS_ROWS} }`],
    ['it may be an item of a list, with its position', `for (const [at, group] of groups.entries()) { ${ASKS_ROWS} }`],
    [
      'it is a value of what is known to be a list',
      `for (const id of ids) all.push({ id, rows: [id] }); for (const group of all.values()) { ${ASKS_ROWS} }`,
    ],
  ])('but not where %s', (_why, body) => {
    expect(count(body)).toBe(1);
  });
});
