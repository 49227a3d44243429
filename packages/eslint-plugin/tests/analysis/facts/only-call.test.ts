import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

function findings(body: string): string[] {
  const code = `
import { Pool } from 'pg';
const pool = new Pool();
const read = (id: number) => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
export async function load(ids: number[]) {
  const rows = [];
${body}
  return rows;
}
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'));
}

describe('the code of a function that repeated code declares and calls once', () => {
  it('is reported where it stands, each query by itself', () => {
    expect(
      findings(`
  for (const id of ids) {
    const fresh = async () => {
      const row = await read(id);
      return row ?? (await pool.query('SELECT 0 FROM tag WHERE id = $1', [id]));
    };
    rows.push(await fresh());
  }`),
    ).toEqual(['8: read: read → Pool.query (main.ts:4)', '8: pool.query: Pool.query']);
  });

  it('is reported where it stands if it is given the element', () => {
    expect(
      findings(`
  for (const id of ids) {
    async function fresh(key: number) {
      return read(key);
    }
    rows.push(await fresh(id));
  }`),
    ).toEqual(['8: read: read → Pool.query (main.ts:4)']);
  });

  it('is reported where it stands in a callback', () => {
    expect(
      findings(`
  await Promise.all(ids.map(async (id) => {
    const fresh = () => read(id);
    rows.push(await fresh());
  }));`),
    ).toEqual(['8: read: read → Pool.query (main.ts:4)']);
  });

  it('is not reported if it does not ask for the element', () => {
    expect(
      findings(`
  for (const id of ids) {
    const fresh = () => read(1);
    rows.push(await fresh());
  }`),
    ).toEqual([]);
  });
});

describe('the call is reported of a function that', () => {
  it.each([
    [
      'is called twice',
      `
  for (const id of ids) {
    const fresh = () => read(id);
    rows.push(await fresh(), await fresh());
  }`,
      ['8: fresh: fresh → read → Pool.query (main.ts:4)', '8: fresh: fresh → read → Pool.query (main.ts:4)'],
    ],
    [
      'stands before the loop',
      `
  const fresh = (id: number) => read(id);
  for (const id of ids) rows.push(await fresh(id));`,
      ['9: fresh: fresh → read → Pool.query (main.ts:4)'],
    ],
    [
      'is handed on as well',
      `
  for (const id of ids) {
    const fresh = () => read(id);
    later(fresh);
    rows.push(await fresh());
  }`,
      ['8: fresh: fresh → read → Pool.query (main.ts:4)'],
    ],
  ])('%s', (_what, body, found) => {
    expect(findings(body)).toEqual(found);
  });
});
