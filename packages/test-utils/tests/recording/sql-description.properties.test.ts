import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../../src/recording/sql/tokenize.js';
import { describeSql } from '../../src/recording/sql-description.js';
import { exchangeOne, statement } from './sql-structures.js';
import { details, writeSql } from './sql-writer.js';

describe('a shape', () => {
  it('is one for texts that differ in values, parameter numbers, list lengths, case, blanks and comments only', () => {
    fc.assert(
      fc.property(statement, details, details, (structure, one, other) => {
        expect(describeSql(writeSql(structure, one)).shape).toBe(describeSql(writeSql(structure, other)).shape);
      }),
      { numRuns: 2000 },
    );
  });

  it('differs for texts that differ in one table, column, operator, type or keyword', () => {
    fc.assert(
      fc.property(statement, fc.nat(), fc.nat(), details, details, (structure, which, other, one, another) => {
        const exchanged = exchangeOne(structure, which, other);
        fc.pre(exchanged !== undefined);
        expect(describeSql(writeSql(structure, one)).shape).not.toBe(describeSql(writeSql(exchanged, another)).shape);
      }),
      { numRuns: 2000 },
    );
  });

  it('differs for statements that are built differently', () => {
    fc.assert(
      fc.property(statement, statement, details, details, (structure, other, one, another) => {
        fc.pre(JSON.stringify(structure) !== JSON.stringify(other));
        expect(describeSql(writeSql(structure, one)).shape).not.toBe(describeSql(writeSql(other, another)).shape);
      }),
      { numRuns: 2000 },
    );
  });

  it('is one for texts whose aliases were numbered by a counter that went on', () => {
    const numbered = (start: number) => (structure: string) =>
      structure.replace(/\be(\d)/g, (_, number: string) => `e${start + Number(number)}`);
    const form =
      'select e0.id, "e1"."name" as "e1__name" from author as e0 left join post "e1" on "e1".author = e0.id ' +
      'where exists (select 1 from tag e2 where e2.post = "e1".id) order by "e1__name"';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 999_999_000 }), (start) => {
        expect(describeSql(numbered(start)(form)).shape).toBe(describeSql(form).shape);
      }),
    );
  });

  it('holds no value', () => {
    const secrets = fc.array(fc.integer({ min: 10_000_019, max: 10_000_079 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(statement, secrets, (structure, drawn) => {
        expect(describeSql(writeSql(structure, drawn)).shape).not.toMatch(/100000\d\d|it's|no comment|continued/);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads like the statement: it has the same kind, tables and shape', () => {
    fc.assert(
      fc.property(statement, details, (structure, drawn) => {
        const { shape, kind, tables, statements } = describeSql(writeSql(structure, drawn));
        expect(describeSql(shape)).toMatchObject({ shape, kind, tables, statements });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('describeSql', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  // Among them halves of surrogate pairs, which no encoding has, and NUL, which the server refuses.
  const fragment = fc.constantFrom(
    ...["'", '"', '$$', '$a$', '$1', '(', ')', '[', ']', ',', ';', '::', '.', '..', ':=', '-', '/*', '*/', '--', '\n'],
    ...[
      "E'",
      'U&"',
      "U&'",
      "B'",
      '\\',
      '\0',
      '\uD83D',
      '\uDC26',
      '…',
      'ä',
      '\u00A0',
      '@-',
      '?|',
      '1e',
      '0x',
      '.5',
      ' ',
    ],
    ...['in', 'values', 'array', 'with', 'as', 'from', 'select', 'savepoint', 'default', 'x', 'e7', 'e7.', '1', 'null'],
    ...[
      'create',
      'table',
      'explain',
      'prepare',
      'grant',
      'on',
      'vacuum',
      'references',
      'like',
      'into',
      'temp',
      'using',
    ],
  );
  const soup = fc.array(fragment, { maxLength: 40 });
  const cut = fc
    .tuple(statement, details, fc.nat(), fc.nat(), anyText)
    .map(([structure, drawn, from, to, inserted]) => {
      const sql = writeSql(structure, drawn);
      return sql.slice(0, from % sql.length) + inserted + sql.slice(to % sql.length);
    });
  const malformed = fc.oneof(
    anyText,
    soup.map((pieces) => pieces.join(' ')),
    soup.map((pieces) => pieces.join('')),
    cut,
  );

  it('takes any text without an error', () => {
    fc.assert(
      fc.property(malformed, (sql) => {
        const { shape, tables, statements } = describeSql(sql);
        expect(typeof shape).toBe('string');
        expect(tables.every((table) => typeof table === 'string')).toBe(true);
        expect(statements).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads every character of any text once, in order', () => {
    fc.assert(
      fc.property(malformed, (sql) => {
        const ends = tokenize(sql).map(({ end }) => end);
        expect(ends).toEqual([...new Set(ends)].sort((one, other) => one - other));
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(sql.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps what a cut text reads like: unclosed strings, brackets and comments end with it', () => {
    expect(
      [
        "select 'a",
        'select "a',
        'select $$a',
        'select $a$b$',
        'select (1',
        'select 1 /* a',
        "select E'a\\",
        'select 1 --',
      ].map((sql) => describeSql(sql).shape),
    ).toEqual(['select $1', 'select a', 'select $1', 'select $1', 'select ($1', 'select $1', 'select $1', 'select $1']);
  });
});

/** Milliseconds of CPU, which other processes do not change: the shortest of several. */
function cpuMsFor(sql: string, rounds = 3): number {
  const times = Array.from({ length: rounds }, (_, round) => {
    const before = process.cpuUsage();
    // Another text each time: known ones are looked up.
    describeSql(`${sql}${' '.repeat(round)}`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('the time for a text twenty times as long', () => {
  const tooMuch = 150;

  it.each([
    ['open brackets', '('],
    ['closed brackets', ')'],
    ['nested lists', 'in (x, '],
    ['nested rows', 'values ((1),('],
    ['nested arrays', 'array[['],
    ['rows', "(1, 'a', $1), "],
    ['signs', '+-'],
    ['open comments', '/*'],
    ['strings', "'a' "],
    ['continued strings', "'a'\n"],
    ['lines of comments after a string', '--\n'],
    ['dollars', '$a'],
    ['dollar quotes', '$a$b'],
    ['expressions', 'with a (b) as (select '],
    ['column lists', '(a,a) as (select '],
    ['names', 'a.'],
    ['digits', '1'],
    ['letters', 'a'],
    ['aliases', 'from t e7 where e7.id in (select e8.id '],
    ['definitions', 'create table a (b int references c, '],
    ['blanks', ' \n'],
  ])(`is less than ${tooMuch} times as long for %s`, (_, piece) => {
    const textOf = (length: number) => `insert into a values 'x'\n ${piece.repeat(length / piece.length)}`;
    const short = Math.max(0.1, cpuMsFor(textOf(10_000)));
    // Twenty where it is linear, four hundred where it is quadratic.
    expect(cpuMsFor(textOf(200_000)) / short).toBeLessThan(tooMuch);
  });

  it.each([
    ['an insert', 'insert into post (id, title) values ', (index: number) => `(${index}, 'it''s ${index}'), `],
    ['a list', 'select * from post where id in (', (index: number) => `${index}, `],
  ])(`is less than ${tooMuch} times as long for %s of 10 MB`, (_, head, itemOf) => {
    const textOf = (length: number): string => {
      let text = head;
      for (let index = 0; text.length < length; index++) text += itemOf(index);
      return text;
    };
    const long = textOf(10_000_000);
    expect(cpuMsFor(long, 1) / cpuMsFor(textOf(500_000))).toBeLessThan(tooMuch);
  });
});
