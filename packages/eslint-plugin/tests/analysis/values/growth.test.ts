import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';

const POOL = `
import { Pool } from 'pg';
class Reader { read(id) { return new Pool().query('SELECT * FROM tag WHERE id = $1', [id]); } }
class Filter { rows() { return new Reader(); } where(text) { return this; } }
class Start { filter() { return new Filter(); } }
`;

/** What is found where a loop calls \`read\` on \`rows\`, a name that is given its values by \`statements\`. */
function findings(statements: string): string[] {
  const code = `${POOL}
export async function load(ids) {
  ${statements}
  for (const id of ids) await rows.read(id);
}
`;
  return findingsIn(freshEngine(), 'main.js', code);
}

const FOUND = ['9: rows.read: Reader.read → Pool.query (main.js:3)'];

describe('a name that is made of itself', () => {
  it('is what comes of what it was', () => {
    expect(findings('let rows = new Start(); rows = rows.filter(); rows = rows.rows();')).toEqual(FOUND);
  });

  it('is that whatever the order in which it is written', () => {
    expect(findings('let rows; rows = rows.rows(); rows = rows.filter(); rows = new Start();')).toEqual(FOUND);
  });

  it('is what it is given last, however often it was made of itself', () => {
    const filters = Array.from({ length: 12 }, (_, index) => `if (ids[${index}]) rows = rows.where('${index}');`);
    expect(findings(`let rows = new Filter(); ${filters.join(' ')} rows = new Reader();`)).toEqual(FOUND);
  });

  it('is nothing that nothing gives it', () => {
    expect(findings('let rows = new Start(); rows = rows.filter(); rows = rows.where();')).toEqual([]);
  });

  it('may be made of a name that is made of it', () => {
    expect(
      findings('let other; let rows = new Start(); other = rows.filter(); other = other.where(); rows = other.rows();'),
    ).toEqual(FOUND);
  });

  it('is told apart from the same name in another call of its function', () => {
    const make = `function make(given, other) {
      let made = given;
      if (ids.isPart) made = other;
      if (ids.isLast) return made;
      return made;
    }`;
    expect(findings(`${make.replaceAll('\n', '')} const rows = make(make(ids, new Reader()), ids);`)).toEqual(FOUND);
  });
});
