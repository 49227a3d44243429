import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSql } from '../../src/recording/sql-description.js';

const name = fc.constantFrom('a', 'b_2', 'Post', '"Post"', '"order"', 'schema1.t', 'ä');
const operator = fc.constantFrom('=', '<>', '<', '->>', '?', '?|', '@>', 'like', '||', '-', '#>', '~*');

const text = fc.string({ unit: fc.constantFrom('a', "''", '$', '--', '/*', ';', '"', '$1', '\n', '(') });
const value = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  text.map((content) => `'${content}'`),
  text.map((content) => `E'${content}\\''`),
  fc.constantFrom('$$a$$', '$x$ $$ $x$', "B'01'", "U&'\\0061'", '0xFF', '1_000', 'null', 'true'),
  fc.integer({ min: 1, max: 99 }).map((number) => `$${number}`),
);
const list = fc.array(value, { minLength: 1, maxLength: 5 }).map((values) => values.join(', '));
const blank = fc.constantFrom<string[]>(' ', '\n', ' -- note\n', ' /* a /* b */ */ ', '\t');

/** Everything that makes one statement differ from another of the same form. */
const structure = fc.record({ table: name, column: name, other: name, operator, isNegated: fc.boolean() });
type Structure = typeof structure extends fc.Arbitrary<infer T> ? T : never;

/** Everything that a shape leaves out. */
const details = fc.record({ one: value, two: value, list, rows: fc.integer({ min: 1, max: 4 }), blank });
type Details = typeof details extends fc.Arbitrary<infer T> ? T : never;

const forms: readonly ((s: Structure, d: Details) => string)[] = [
  (s, d) => `select ${s.column} from ${s.table} where ${s.other} ${s.operator} ${d.one}${d.blank}limit ${d.two}`,
  (s, d) => `select ${s.other}${d.blank}from ${s.table} where ${s.column} ${s.isNegated ? 'not ' : ''}in (${d.list})`,
  (s, d) => `update ${s.table} set ${s.column} = ${d.one}${d.blank}where ${s.other} = any(array[${d.list}])`,
  (s, d) => {
    const row = `(${d.one}, default)`;
    return `insert into ${s.table} (${s.column}, ${s.other}) values${d.blank}${Array(d.rows).fill(row).join(',')}`;
  },
];
const form = fc.constantFrom(...forms);

/** `a` and `"a"` are one name to PostgreSQL, `Post` and `"Post"` are two. */
const canonical = (s: Structure) => JSON.stringify(s).replaceAll('"Post"', '"post"');

describe('describeSql', () => {
  it('gives one shape to texts that differ in values, parameter numbers, list lengths, blanks and comments only', () => {
    fc.assert(
      fc.property(form, structure, details, details, (write, s, one, other) => {
        expect(describeSql(write(s, one)).shape).toBe(describeSql(write(s, other)).shape);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives different shapes to texts that differ in tables, columns or operators', () => {
    fc.assert(
      fc.property(form, structure, structure, details, (write, one, other, d) => {
        fc.pre(canonical(one) !== canonical(other));
        const [first, second] = [write(one, d), write(other, d)];
        // A form need not use every part of the structure.
        fc.pre(first.replace(/\bPost\b(?!")/g, 'post') !== second.replace(/\bPost\b(?!")/g, 'post'));
        expect(describeSql(first).shape).not.toBe(describeSql(second).shape);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves no value in a shape', () => {
    fc.assert(
      fc.property(form, structure, fc.integer({ min: 100_000 }), (write, s, secret) => {
        const d = {
          one: String(secret),
          two: `'${secret}'`,
          list: `${secret}, $$${secret}$$`,
          rows: 2,
          blank: ` /*${secret}*/ `,
        };
        expect(describeSql(write(s, d)).shape).not.toContain(String(secret));
      }),
    );
  });

  it('takes any text without an error', () => {
    const piece = fc.constantFrom(
      ...[
        "'",
        '"',
        '$$',
        '$a$',
        '$1',
        '(',
        ')',
        '[',
        ']',
        ',',
        ';',
        '::',
        '.',
        '-',
        '/*',
        '*/',
        '--',
        '\n',
        "E'",
        'U&"',
      ],
      ...[
        'in',
        'values',
        'array',
        'with',
        'as',
        'from',
        'select',
        'savepoint',
        'default',
        'x',
        '1',
        '\\',
        '\0',
        '…',
        'ä',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((pieces) => pieces.join(' ')),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (sql) => {
          const { shape, tables } = describeSql(sql);
          expect(typeof shape).toBe('string');
          expect(tables.every((table) => typeof table === 'string')).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('describes what a shape reads like the same as the text', () => {
    fc.assert(
      fc.property(form, structure, details, (write, s, d) => {
        const { shape, kind, tables } = describeSql(write(s, d));
        expect(describeSql(shape)).toMatchObject({ kind, tables });
      }),
    );
  });

  it.each([
    ['open brackets', '('],
    ['closed brackets', ')'],
    ['nested lists', 'in (x, '],
    ['nested rows', 'values ((1),('],
    ['nested arrays', 'array[['],
    ['rows', "(1, 'a', $1), "],
    ['signs', '+-'],
    ['plus signs', '+'],
    ['open comments', '/*'],
    ['strings', "'a' "],
    ['continued strings', "'a'\n"],
    ['dollars', '$a'],
    ['expressions', 'with a (b) as (select '],
    ['column lists', '(a,a) as (select '],
    ['names', 'a.'],
    ['digits', '1'],
  ])('takes linear time for %s', (_, piece) => {
    const sql = `insert into a values ${piece.repeat(400_000 / piece.length)}`;
    const start = performance.now();
    describeSql(sql);
    // Linear takes about 0.2 s, quadratic more than half a minute.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
