import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const HEADER = `
import { Pool } from 'pg';
import cron from 'node-cron';
declare const pool: Pool;
declare const ids: number[];
const rowsOf = async (id: number, without: number[] = []): Promise<number[]> =>
  (await pool.query('SELECT id FROM post WHERE author = $1 AND id <> ALL($2)', [id, without])).rows;
`;

/** How many findings there are in `body`. */
function count(body: string): number {
  const root = temporaryProject({ 'main.ts': `${HEADER}\nexport async function load() {\n${body}\n}\n` });
  return findingsIn(freshEngine(), join(root, 'main.ts')).length;
}

describe('a query that asks with what the ones before gave is left alone:', () => {
  it.each([
    [
      'items that a callback puts into a set',
      'const seen = new Set<number>(); for (const id of ids) { const rows = await rowsOf(id, [...seen]); rows.forEach((row) => { seen.add(row); }); }',
    ],
    [
      'items that a loop puts into a set',
      'const seen = new Set<number>(); for (const id of ids) { const rows = await rowsOf(id, [...seen]); for (const row of rows) seen.add(row); }',
    ],
    [
      'what reduce hands on',
      'return ids.reduce(async (before, id) => { const seen = await before; const rows = await rowsOf(id, seen); return [...seen, ...rows]; }, Promise.resolve([] as number[]));',
    ],
    [
      'what reduce hands on, filled in place',
      'return ids.reduce(async (before, id) => { const seen = await before; seen.push(...(await rowsOf(id, seen.map(Number)))); return seen; }, Promise.resolve([] as number[]));',
    ],
  ])('%s', (_, body) => {
    expect(count(body)).toBe(0);
  });
});

describe('a query that only waits for the ones before is reported:', () => {
  it.each([
    [
      'items of another list are put into a set',
      'const seen = new Set<number>(); for (const id of ids) { await rowsOf(id, [...seen]); ids.forEach((other) => { seen.add(other); }); }',
    ],
    [
      'reduce collects',
      'return ids.reduce(async (before, id) => { const rows = await rowsOf(id); return [...(await before), ...rows]; }, Promise.resolve([] as number[]));',
    ],
    [
      'reduce puts one after the other',
      'return ids.reduce((before, id) => before.then(() => rowsOf(id)), Promise.resolve([] as number[]));',
    ],
  ])('%s', (_, body) => {
    expect(count(body)).toBe(1);
  });
});

describe('a job that is scheduled for each element', () => {
  it('does not run in the loop', () => {
    expect(
      count(
        'for (const id of ids) { const task = cron.schedule(String(id), () => { void rowsOf(id); }); task.start(); }',
      ),
    ).toBe(0);
  });
});

describe('a look-up that a helper keeps', () => {
  const HELPER = `async function first(id: number, known: Map<number, number>, other: Map<number, number>) {
    const held = known.get(id);
    if (held !== undefined) return held;
    const [found = 0] = await rowsOf(id);
    known.set(id, found);
    return found;
  }
  const known = new Map<number, number>(), other = new Map<number, number>();
  for (const id of ids) await first(id, known, other);`;

  it.each([
    ['in a map that it is given', HELPER],
    [
      'in an object that it is given',
      HELPER.replaceAll('known.get(id)', 'known[id]')
        .replace('known.set(id, found)', 'known[id] = found')
        .replaceAll('known: Map', 'known: Record'),
    ],
  ])('%s is left alone', (_where, body) => {
    expect(count(body)).toBe(0);
  });

  it.each([
    ['in another map than the one that it asks', HELPER.replace('known.set', 'other.set')],
    [
      'in the row that it is given',
      HELPER.replaceAll('known.get(id)', 'known[id]')
        .replace('known.set(id, found)', 'known[id] = found')
        .replaceAll('known: Map<number, number>', 'known: Row'),
    ],
    ['in a map that it does not ask', HELPER.replace('if (held !== undefined) return held;', 'console.log(held);')],
  ])('%s is reported', (_where, body) => {
    expect(count(body)).toBe(1);
  });
});

describe('where the result is kept is looked at first', () => {
  /** How many findings there are where `take`, which has `body`, is called for each id. */
  const countTaken = (body: string): number =>
    count(
      `const lists = new Map<string, any>(); const take = async (id: number) => { ${body} }; for (const id of ids) await take(id);`,
    );

  it.each([
    ['under a key', "const kept = lists.get('x') ?? new Map(); if (!kept.has(id)) kept.set(id, await rowsOf(id));"],
    ['by its key, in an object', "const kept = lists.get('x') ?? {}; if (!kept[id]) kept[id] = await rowsOf(id);"],
  ])('by a cache: %s', (_, body) => {
    expect(countTaken(body)).toBe(0);
  });

  it('by what only collects, which is no cache', () => {
    const body = "const kept = lists.get('x') ?? []; if (kept.length < 5) kept.push(await rowsOf(id));";
    expect(countTaken(body)).toBe(1);
  });

  it('in a map that is the element itself, which is another one in each turn', () => {
    const inEach = (other: string) =>
      count(
        `const all: unknown[] = []; const maps: any = ids; await Promise.all(maps.map(async (map: Map<number, unknown>, at: number${other}) => { if (!KEPT.has(1)) { const row = await rowsOf(map.size); KEPT.set(1, row); all.push(row); } }));`.replaceAll(
          'KEPT',
          other ? 'kept' : 'map',
        ),
      );
    expect(inEach('')).toBe(1);
    expect(inEach(', kept: Map<number, unknown>')).toBe(0);
  });
});
