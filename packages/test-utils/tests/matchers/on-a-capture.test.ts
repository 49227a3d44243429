import { describe, expect, it } from 'vitest';
import type { CaptureMatcher } from '../../src/matchers/matcher-context.js';
import { captureMatchers } from '../../src/matchers/matchers.js';
import { authors, makeCapture, makeQuery, page } from '../support/make-query.js';
import { errorOf, messageOfResult, plainContext } from '../support/plain-context.js';

const { toHaveExecutedQueries } = captureMatchers;

/** What `expect.extend` adds; the types of the entry are not part of this program. */
interface Asymmetric {
  toHaveExecutedQueries(count: number): unknown;
}

expect.extend(captureMatchers);

describe('a matcher of a finished capture', () => {
  it('can be used inside of another assertion', () => {
    const report = { name: 'list', capture: makeCapture({ queries: [page(2)] }) };
    const holding = (count: number): unknown => (expect as unknown as Asymmetric).toHaveExecutedQueries(count);
    expect(report).toEqual({ name: 'list', capture: holding(1) });
    expect(report).not.toEqual({ name: 'list', capture: holding(2) });
  });

  it('answers at once, as the matcher of an action does', () => {
    const capture = makeCapture({ queries: [page(2), ...authors(2)] });
    expect(toHaveExecutedQueries.call(plainContext(), capture, 3).pass).toBe(true);
    expect(messageOfResult(toHaveExecutedQueries.call(plainContext(), capture, { max: 2 }))).toMatchInlineSnapshot(`
      "expect(capture).toHaveExecutedQueries({ max: 2 })

      Expected queries: at most 2
      Received queries: 3 (1 too many)

        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)
            once per row of: select * from post order by id limit $1
            one query instead: select * from author where id = any($1)
        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it.each<[keyof typeof captureMatchers, readonly unknown[]]>([
    ['toHaveExecutedQueries', [{ select: 1 }]],
    ['toHaveExecutedAtMostQueries', [2]],
    ['toHaveExecutedNoQueries', []],
    ['toHaveExecutedQueryMatching', ['tag']],
  ])('explains what was sent: %s', (name, given) => {
    const matcher: CaptureMatcher = captureMatchers[name];
    const capture = makeCapture({ queries: [page(2), ...authors(2)] });
    const message = messageOfResult(matcher.call(plainContext(), capture, ...given));
    expect(message).toContain(`expect(capture).${name}(`);
    expect(message).toContain('2×  select * from author where id = $1  (2 rows)');
  });

  it('names its own twin where there is nothing to judge', () => {
    const rejection = errorOf(() =>
      captureMatchers.toHaveExecutedAtMostQueries.call(plainContext(), makeCapture({}), 1),
    );
    expect(rejection.message).toMatch(
      /^toHaveExecutedAtMostQueries\(\) saw no query.*`toHaveExecutedNoQueries\(\)`\.$/,
    );
  });

  it.each([
    ['a Promise', Promise.resolve()],
    ['a function', () => undefined],
    ['undefined', undefined],
    ['an array', []],
    ['another object', { queries: [] }],
  ])('refuses %s', (received, subject) => {
    expect(String(errorOf(() => toHaveExecutedQueries.call(plainContext(), subject, 1)))).toBe(
      `MatcherError: toHaveExecutedQueries() needs a finished capture, received ${received}. ` +
        'Pass what `await captureQueries(() => listPosts())` answers.',
    );
  });

  it('refuses to be strict about what has been captured', () => {
    const rejection = errorOf(() => toHaveExecutedQueries.call(plainContext(), makeCapture({}), 0, { strict: true }));
    expect(String(rejection)).toBe(
      "MatcherError: toHaveExecutedQueries() can't be `strict`, for the capture is finished. " +
        'Pass `{ strict: true }` to captureQueries().',
    );
  });

  it('takes a window that was stopped, and refuses one that is open', () => {
    const stopped = { ...makeCapture({ queries: [page(2)] }), late: undefined, isOpen: false };
    expect(toHaveExecutedQueries.call(plainContext(), stopped, 1).pass).toBe(true);
    const open = { ...stopped, isOpen: true };
    expect(String(errorOf(() => toHaveExecutedQueries.call(plainContext(), open, 1)))).toBe(
      'MatcherError: toHaveExecutedQueries() needs a finished capture, received one that is open. Call its `stop()` first.',
    );
  });

  it('throws where nothing could be seen', () => {
    const capture = makeCapture({ driverSeen: false });
    const rejection = errorOf(() => toHaveExecutedQueries.call(plainContext(), capture, 0));
    expect(rejection.message).toMatch(/^toHaveExecutedQueries\(\) saw no copy of `pg`/);
  });

  it('throws where queries could belong to another capture', () => {
    const capture = makeCapture({ queries: [page(2)], unattributed: authors(1) });
    const rejection = errorOf(() => toHaveExecutedQueries.call(plainContext(), capture, 1));
    expect(rejection.message).toMatch(/^toHaveExecutedQueries\(\) can't tell which capture caused 1 query/);
  });

  it('throws for what would hold where queries came late, and notes them otherwise', () => {
    const capture = makeCapture({ queries: [page(2)], late: authors(1) });
    const rejection = errorOf(() => toHaveExecutedQueries.call(plainContext(), capture, 1));
    expect(rejection.message).toMatch(/^toHaveExecutedQueries\(\) can't tell how many queries the action sends/);
    expect(messageOfResult(toHaveExecutedQueries.call(plainContext(), capture, 2))).toContain(
      'Not counted: 1 query that was sent after the action had settled.',
    );
  });

  it('takes late transaction control for no late query', () => {
    const late = [makeQuery('commit', 0, { uncounted: 'transaction' })];
    const capture = makeCapture({ queries: [page(2)], late });
    expect(toHaveExecutedQueries.call(plainContext(), capture, 1).pass).toBe(true);
  });
});
