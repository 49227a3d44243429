import { describe, expect, it, vi } from 'vitest';
import { printedQueriesSerializer } from '../../src/report/printed-queries.js';
import {
  snapshotMatcher,
  type CompareSnapshot,
  type SnapshotComparison,
  type SnapshotForm,
} from '../../src/matchers/snapshot-matcher.js';
import type { MatcherResult } from '../../src/matchers/matcher-context.js';
import { authors, makeCapture, makeQuery, observeRun, page, type Run } from '../support/make-query.js';
import { errorOf, messageOf, messageOfResult, plainContext, rejectionOf } from '../support/plain-context.js';

const differs: SnapshotComparison = { pass: false, difference: 'What the runner says.', actual: 'a', expected: 'b' };

function check(received: unknown, given: readonly unknown[] = [], form: SnapshotForm = 'file', isNot = false) {
  const compare = vi.fn<CompareSnapshot>(() => differs);
  const matcher = snapshotMatcher(
    form === 'file' ? 'toMatchQuerySnapshot' : 'toMatchInlineQuerySnapshot',
    form,
    observeRun,
  );
  const answer = () => matcher({ context: plainContext(isNot), compare, received, given });
  const printed = () => compare.mock.calls.map(([request]) => printedQueriesSerializer.serialize(request.printed));
  return { answer, compare, printed };
}

function checkRun(run: Run, given: readonly unknown[] = [], form: SnapshotForm = 'file') {
  const checked = check(() => run, given, form);
  return { ...checked, answer: () => checked.answer() as Promise<MatcherResult> };
}

function apart(queries: readonly ReturnType<typeof makeQuery>[]) {
  return queries.map((query, index) => ({ ...query, startedAtMs: index, durationMs: 0.5 }));
}

describe('toMatchQuerySnapshot', () => {
  const queries = apart([page(2), ...authors(2)]);

  it('hands each shape with its count to the runner, in the order of the calls', async () => {
    const { answer, compare, printed } = checkRun({ queries }, ['of a page']);
    await answer();
    expect(printed()).toEqual(['1× select * from post order by id limit $1\n2× select * from author where id = $1']);
    expect(compare.mock.calls[0]?.[0]).toMatchObject({ form: 'file', text: 'of a page' });
  });

  it('says what the runner says, with the lines and what was not counted', async () => {
    const uncounted = [makeQuery('begin', null, { uncounted: 'transaction' })];
    const { answer } = checkRun({ queries, observation: { uncounted } }, ['of a page']);
    expect(await answer()).toMatchObject({ pass: false, actual: 'a', expected: 'b' });
    expect(await messageOf(answer())).toMatchInlineSnapshot(`
      "expect(action).toMatchQuerySnapshot('of a page')

      What the runner says.

        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)
            once per row of: select * from post order by id limit $1
            one query instead: select * from author where id = any($1)
        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Not counted: 1 of transaction control (begin)."
    `);
  });

  it('answers at once for a finished capture', () => {
    const { answer, printed } = check(makeCapture({ queries }));
    expect(messageOfResult(answer() as MatcherResult)).toContain('expect(capture).toMatchQuerySnapshot()');
    expect(printed()).toHaveLength(1);
  });

  it('shows values only where it is asked to, and never in the snapshot', async () => {
    const own = apart([makeQuery('select * from author where id = $1', 1, { values: ['secret'] })]);
    const [hidden, shown] = [checkRun({ queries: own }), checkRun({ queries: own }, [{ showValues: true }])];
    expect(await messageOf(hidden.answer())).not.toContain('secret');
    expect(await messageOf(shown.answer())).toContain('secret');
    expect(shown.printed()).toEqual(['1× select * from author where id = $1']);
  });

  it.each<[string, Run]>([
    ['no query was sent', {}],
    ['queries came late', { queries, observation: { late: authors(1) } }],
    ['queries could be of another capture', { queries, observation: { unattributed: authors(1) } }],
    ['no pg was seen', { observation: { sawPg: false } }],
  ])('throws before the runner could write, where %s', async (_, run) => {
    const { answer, compare } = checkRun(run);
    expect((await rejectionOf(answer())).name).toBe('MissingEvidenceError');
    expect(compare).not.toHaveBeenCalled();
  });

  it('takes no query where the call or the snapshot says so', async () => {
    const [said, inline, other] = [
      checkRun({}, [{ expectQueries: false }]),
      checkRun({}, ['no queries'], 'inline'),
      checkRun({}, ['1× select $1'], 'inline'),
    ];
    await said.answer();
    await inline.answer();
    expect([said.printed(), inline.printed()]).toEqual([['no queries'], ['no queries']]);
    expect(String(await rejectionOf(other.answer()))).toMatchInlineSnapshot(
      `"MissingEvidenceError: toMatchInlineQuerySnapshot() saw no query, and without one there is nothing to hold against a snapshot. The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process? If none is right, say so: \`toMatchInlineQuerySnapshot({ expectQueries: false })\`."`,
    );
  });

  it('rethrows what the action threw', async () => {
    const { answer, compare } = check(() => Promise.reject(new RangeError('no such page')));
    expect(String(await rejectionOf(answer() as Promise<MatcherResult>))).toContain('no such page');
    expect(compare).not.toHaveBeenCalled();
  });

  it('can not be negated', () => {
    expect(String(errorOf(check(() => undefined, [], 'file', true).answer))).toMatchInlineSnapshot(
      `"MatcherError: toMatchQuerySnapshot() can't be negated: queries that differ from a snapshot prove nothing. Name those that must not be there: \`.not.toExecuteQueryMatching(…)\`."`,
    );
  });

  it.each([
    ['file', [undefined, 5], 'takes a text, a hint for the name of the snapshot, received 5.'],
    ['inline', [{}, 5], 'takes a text, the snapshot, received 5.'],
    ['file', ['hint', {}], 'takes its options before a hint for the name of the snapshot, received {} behind it.'],
    ['file', [{ max: 3 }], 'takes the options expectQueries, strict and showValues, received { max: 3 }.'],
    ['inline', [{ expectQueries: 1 }], 'takes true or false for `expectQueries`, received 1.'],
  ] as const)('refuses in a snapshot of the form %s what it is given in %j', (form, given, message) => {
    const name = form === 'file' ? 'toMatchQuerySnapshot' : 'toMatchInlineQuerySnapshot';
    expect(String(errorOf(check(() => undefined, given, form).answer))).toBe(`MatcherError: ${name}() ${message}`);
  });

  it('refuses an open capture, a finished one that is to be strict, and what is neither an action nor a capture', async () => {
    const open = { ...makeCapture({ queries }), isOpen: true };
    expect(String(errorOf(check(open).answer))).toContain('Call its `stop()` first.');
    expect(String(errorOf(check(makeCapture({ queries }), [{ strict: true }]).answer))).toContain("can't be `strict`");
    expect(String(await rejectionOf(check(5).answer() as Promise<MatcherResult>))).toContain('needs a function');
  });
});
