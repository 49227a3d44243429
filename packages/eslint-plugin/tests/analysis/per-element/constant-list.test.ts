import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const FORMATS = `
const labels = { pdf: 'PDF', html: 'HTML' };
const listed = ['pdf', 'html'];
const grown = ['pdf'];
grown.push('html');
`;

/** How many queries are found where \`formats\` gives the list. */
function count(formats: string): number {
  const files = {
    'formats.ts': `${FORMATS}\nexport ${formats}`,
    'main.ts': `
import { Pool } from 'pg';
import { formats } from './formats';
declare const pool: Pool;
export async function load() {
  for (const one of formats()) await pool.query('SELECT * FROM format WHERE name = $1', [one]);
}
`,
  };
  return findingsIn(freshEngine(), join(temporaryProject(files), 'main.ts')).length;
}

describe('a list that a function gives', () => {
  it.each([
    ['keys of a written-out object', 'const formats = () => Object.keys(labels);'],
    ['a written-out list', "function formats() { return ['pdf', 'html']; }"],
    ['a written-out list that has a name', 'const formats = () => listed;'],
    ['a list of ten items', "const formats = () => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];"],
  ])('is constant: %s', (_what, formats) => {
    expect(count(formats)).toBe(0);
  });

  it.each([
    ['it is added to', 'const formats = () => grown;'],
    ['others are spread into it', 'const formats = (...more: string[]) => [...listed, ...more];'],
    [
      'the function gives it only sometimes',
      'function formats(all?: string[]) { if (all) return all; return listed; }',
    ],
    [
      'the function gives one of two',
      'function formats() { if (listed.length > 2) return listed; return [String(Math.random())].concat(listed); }',
    ],
    [
      'one of two functions gives it',
      'const formats = process.env.OLD ? () => listed : () => Object.keys(process.env);',
    ],
    [
      'others are spread into an object beside what is written out',
      "const formats = () => Object.keys({ pdf: 'PDF', ...process.env });",
    ],
    ['others are spread into the object', 'const formats = () => Object.keys({ ...labels, ...process.env });'],
    [
      'keys are listed by another function of `Object`',
      'const formats = () => Object.assign(labels, process.env) as never;',
    ],
    [
      'keys are listed by another object of that name',
      'const formats = (Object: { keys(of: object): string[] }) => Object.keys(labels);',
    ],
    ['a generator gives more, too', 'function* formats() { for (const key in process.env) yield key; return listed; }'],
    ['it has more than ten items', "const formats = () => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];"],
    ['keys are those of what it is given', 'const formats = (all = {} as object) => Object.keys(all);'],
  ])('is none: %s', (_why, formats) => {
    expect(count(formats)).toBe(1);
  });
});

/** How many queries are found for each of `list`, which stands at the top of another file or the same. */
function countOf(list: string, exported: string): number {
  const files = {
    'few.ts': `const few = ['pdf'];\nconst many = ${JSON.stringify('abcdefghijkl'.split(''))};\n${exported}`,
    'main.ts': `
import { Pool } from 'pg';
import { formats } from './few';
declare const pool: Pool;
export async function load() {
  for (const one of ${list}) await pool.query('SELECT * FROM format WHERE name = $1', [one]);
}
`,
  };
  return findingsIn(freshEngine(), join(temporaryProject(files), 'main.ts')).length;
}

describe('a list of another file', () => {
  it('is constant where it is written out and short', () => {
    expect(countOf('formats', 'export const formats = few;')).toBe(0);
  });

  it('is none where it is one of two', () => {
    expect(countOf('formats', 'export const formats = process.env.MANY ? few : many;')).toBe(1);
  });

  it('is what a function gives, not what its constructor makes', () => {
    expect(countOf('formats()', 'export function formats() { return few; }')).toBe(0);
    expect(countOf('new formats()', 'export function formats() { return few; }')).toBe(1);
  });
});
