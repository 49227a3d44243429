import { describe, expect, it } from 'vitest';
import { sqlFactsOf } from '../../src/interceptor/sql-facts.js';

function outlinesOf(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map((text) => sqlFactsOf(text).outline));
}

describe('the outline of a text', () => {
  it.each([
    ['numbers', 'select * from post where id = 1', 'select * from post where id = 22.5'],
    ['strings', "select * from post where title = 'a'", "select * from post where title = 'it''s 1'"],
    ['comments', 'select 1 /* request 7f */', 'select 1 /* request 8a */'],
    ['comments to the end of the line', 'select 1 -- one', 'select 1 -- another'],
  ])('is one for texts that differ in %s', (_what, ...texts) => {
    expect(outlinesOf(...texts).size).toBe(1);
  });

  it.each([
    ['tables', 'select * from post', 'select * from author'],
    ['tables with numbers', 'select * from post1', 'select * from post2'],
    ['quoted names with numbers', 'select * from "post 1"', 'select * from "post 2"'],
    ['quoted names with quotes', `select "it's 1" from a`, `select "it's 2" from a`],
    ['what follows a comment', "select 1 /* it's */ from a", "select 1 /* it's */ from b"],
    ['what follows a string', "select 'a' from a", "select 'a' from b"],
    ['operators', 'select a < 1', 'select a > 1'],
  ])('is another one for texts that differ in %s', (_what, ...texts) => {
    expect(outlinesOf(...texts).size).toBe(2);
  });

  it('is the text where that is long', () => {
    const text = `select ${'1, '.repeat(2000)} 1`;
    expect(sqlFactsOf(text).outline).toBe(text);
  });

  it('takes no time to speak of for text that never closes what it opens', () => {
    const start = performance.now();
    for (const part of ["'", '"', '/*', "''", "E'\\'"]) expect(sqlFactsOf(part.repeat(1_300)).text).toBeTruthy();
    for (const part of ["'", '"', '/*', "''"]) expect(sqlFactsOf(part.repeat(1_301)).outline).toBeTruthy();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('the facts of a text', () => {
  it('are those of this text, though many other texts were asked about', () => {
    const begin = sqlFactsOf('begin');
    const texts = Array.from({ length: 20_000 }, (_, id) => `select ${id}`);
    expect(texts.filter((text) => sqlFactsOf(text).text !== text)).toEqual([]);
    expect(begin.opensTransaction).toBe(true);
    expect(sqlFactsOf('begin')).toEqual(begin);
  });
});
