import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

function findings(body: string, loader = 'new DataLoader(loadAll)'): string[] {
  const code = `
import DataLoader from 'dataloader';
import { Pool } from 'pg';
const pool = new Pool();
const loader = ${loader};
const read = (id: number, order?: string) => {
  ${body}
};
export class Tags {
  own = new DataLoader(loadAll);
  read(id: number, order?: string) {
    ${body.replaceAll('loader.', 'this.own.')}
  }
  all(ids: number[], order?: string) { return Promise.all(ids.map((id) => this.read(id, order))); }
}
export const all = (ids: number[], order?: string) => Promise.all(ids.map((id) => read(id, order)));
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'));
}

const QUERY = "pool.query('SELECT * FROM tag WHERE id = $1', [id])";

describe('a query is the exception of a look-up that asks a loader', () => {
  it.each([
    ['in the other branch', `if (!order) return loader.load(id); else return ${QUERY};`],
    ['after an early return', `if (!order) return loader.load(id); return ${QUERY};`],
    ['before it', `if (order) return ${QUERY}; return loader.load(id);`],
    ['in a conditional expression', `return order ? ${QUERY} : loader.load(id);`],
    ['in a function that the other branch runs', `if (!order) return loader.load(id); return trace(() => ${QUERY});`],
    ['for many keys', `if (!order) return loader.loadMany([id]); return ${QUERY};`],
  ])('%s', (_where, body) => {
    expect(findings(body)).toEqual([]);
  });
});

describe('a query runs each time', () => {
  it.each([
    ['if the loader is asked besides', `if (order) loader.load(id); return ${QUERY};`],
    ['if another condition decides', `if (order) loader.load(id); if (id > 1) return ${QUERY};`],
    ['if no loader is asked', `if (order) loader.clear(id); else return ${QUERY};`],
  ])('%s', (_when, body) => {
    expect(findings(body)).toHaveLength(2);
  });

  it('if what is called a loader is none', () => {
    expect(findings(`if (!order) return loader.load(id); return ${QUERY};`, 'new Cache()')).toEqual([
      '16: read: read → Pool.query (main.ts:7)',
    ]);
  });
});
