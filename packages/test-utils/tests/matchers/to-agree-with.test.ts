import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToAgreeWith } from '../../src/matchers/to-agree-with.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toAgreeWith = createToAgreeWith(() => fc);
const cases = { score: { id: 'id', value: 'integer?', deleted_at: 'softDelete' } };

interface Score {
  readonly id: number;
  readonly value: number | null;
  readonly deleted_at: Date | null;
}

let scores: readonly Score[] = [];
const populate = ({ score }: { score: readonly Score[] }) => {
  scores = score;
};
const living = () => scores.filter(({ deleted_at: at }) => at === null);
const sorted = (list: readonly Score[]) =>
  [...list].sort((one, other) => (other.value ?? -Infinity) - (one.value ?? -Infinity) || one.id - other.id);
const reference = () => sorted(living()).map(({ id }) => id);

function check(action: unknown, options: object = {}, isNot = false) {
  return toAgreeWith.call(plainContext(isNot), action, reference, { populate, cases, ...options });
}

describe('toAgreeWith', () => {
  it('passes for the same answers by other means', async () => {
    const otherwise = () => {
      const ids: number[] = [];
      for (const { id } of sorted(scores)) if (living().some((score) => score.id === id)) ids.push(id);
      return Promise.resolve(ids);
    };
    expect((await check(otherwise)).pass).toBe(true);
  });

  it.each<[string, () => unknown]>([
    [
      'nulls sorted otherwise',
      () =>
        [...living()]
          .sort((one, other) => (other.value ?? Infinity) - (one.value ?? Infinity) || one.id - other.id)
          .map(({ id }) => id),
    ],
    [
      'ties decided otherwise',
      () =>
        [...living()]
          .sort((one, other) => (other.value ?? -Infinity) - (one.value ?? -Infinity) || other.id - one.id)
          .map(({ id }) => id),
    ],
    [
      'duplicates dropped',
      () =>
        sorted(living())
          .filter(({ value }, index, all) => all.findIndex((other) => other.value === value) === index)
          .map(({ id }) => id),
    ],
    ['soft-deleted rows kept', () => sorted(scores).map(({ id }) => id)],
    ['no rows answered otherwise', () => (scores.length === 0 ? undefined : reference())],
    [
      'an error thrown in one case',
      () => {
        if (living().length === 1) throw new Error('no such score');
        return reference();
      },
    ],
  ])('fails for %s', async (_, action) => {
    expect((await check(action)).pass).toBe(false);
  });

  it('fails for what only a case that is always there shows', async () => {
    const allDeleted = () =>
      scores.length === 3 && scores.every((score) => score.deleted_at !== null && score.value === 0)
        ? [7]
        : reference();
    expect((await check(allDeleted, { runs: 1 })).pass).toBe(false);
  });

  it('fails for an error where the reference answers nothing', async () => {
    const nothing = () => (scores.length === 0 ? 'none' : undefined);
    const failing = () => {
      if (scores.length > 0) throw new Error('no such score');
      return 'none';
    };
    expect((await toAgreeWith.call(plainContext(), failing, nothing, { populate, cases })).pass).toBe(false);
  });

  it('explains the smallest case', async () => {
    const nullsFirst = () =>
      [...living()].sort((one, other) => (other.value ?? Infinity) - (one.value ?? Infinity)).map(({ id }) => id);
    expect(await messageOf(check(nullsFirst))).toMatchInlineSnapshot(`
      "expect(action).toAgreeWith(reference, { populate, cases })

      Expected, as the reference answers: 2,1
      Received: 1,2

      With these rows, the smallest case that was found, reduced 5 times:
        score:
          { id: 1, value: null, deleted_at: null }
          { id: 2, value: 0, deleted_at: null }"
    `);
  });

  it('explains an error', async () => {
    const failing = () => {
      if (scores.length > 0) throw new RangeError('no such score');
      return [];
    };
    expect(await messageOf(check(failing))).toMatchInlineSnapshot(`
      "expect(action).toAgreeWith(reference, { populate, cases })

      Expected, as the reference answers: 1
      Received: an error was thrown, RangeError: no such score

      With these rows, the smallest case that was found, reduced 6 times:
        score:
          { id: 1, value: null, deleted_at: null }"
    `);
  });

  it('prints a difference where the runner can', async () => {
    const context = plainContext();
    const utils = { ...context.utils, diff: () => '- Expected\n+ Received' };
    const assertion = toAgreeWith.call({ ...context, utils }, () => 5, reference, { populate, cases });
    expect(await messageOf(assertion)).toContain('\n\n- Expected\n+ Received\n\nWith these rows');
  });

  it('compares as the runner does', async () => {
    const context = { ...plainContext(), equals: () => true };
    expect((await toAgreeWith.call(context, () => 5, reference, { populate, cases })).pass).toBe(true);
  });

  it('compares the bodies of responses, and their errors', async () => {
    const respond = (status: number) => () => ({ headers: { date: String(Math.random()) }, status, body: reference() });
    const options = { populate, cases };
    const ok = respond(200);
    expect((await toAgreeWith.call(plainContext(), respond(200), ok, options)).pass).toBe(true);
    expect((await toAgreeWith.call(plainContext(), respond(404), ok, options)).pass).toBe(false);
  });

  it('gives both the rows', async () => {
    const count = ({ score }: { score: readonly Score[] }) => score.length;
    expect((await toAgreeWith.call(plainContext(), count, count, { populate, cases })).pass).toBe(true);
  });

  it('tries the same cases for the same seed, and as many as asked for', async () => {
    const seen = async (options: object) => {
      const all: string[] = [];
      await check(reference, {
        ...options,
        populate: (rows: { score: readonly Score[] }) => {
          all.push(JSON.stringify(rows));
          populate(rows);
        },
      });
      return all;
    };
    expect(await seen({})).toEqual(await seen({}));
    expect(await seen({ seed: 2 })).not.toEqual(await seen({}));
    expect(await seen({ runs: 7 })).toHaveLength(7 + 5);
    expect((await seen({ mostRows: 1 })).every((rows) => !rows.includes('"id":2'))).toBe(true);
  });

  it('explains that all agreed though they should not', async () => {
    expect(await messageOf(check(reference, {}, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toAgreeWith(reference, { populate, cases })

      Expected: another answer than that of the reference, in some case
      Received: the same answer in 55 cases"
    `);
  });

  describe('throws', () => {
    it.each([false, true])('where the reference answers the same in all cases, negated: %s', async (isNot) => {
      const same = () =>
        toAgreeWith.call(
          plainContext(isNot),
          () => [],
          () => [],
          { populate, cases },
        );
      expect(String(await rejectionOf(same()))).toMatchInlineSnapshot(
        `"MissingEvidenceError: toAgreeWith() received one and the same answer from the reference in all 55 cases: []. Does \`populate\` write what the reference reads, and do \`cases\` name the columns that it depends on?"`,
      );
    });

    it('what populate throws, with the rows, and at once', async () => {
      const error = new Error('no such table');
      let calls = 0;
      const failing = () => {
        calls += 1;
        if (calls === 20) throw error;
      };
      const rejection = await rejectionOf(check(reference, { populate: failing }));
      expect(rejection).toBe(error);
      expect(calls).toBe(20);
      expect(rejection.message).toMatch(
        /^no such table\n\n`populate` of toAgreeWith\(\) threw this with these rows:\n {2}score/,
      );
    });

    it('what populate throws in a case that is always there', async () => {
      let calls = 0;
      const failing = () => {
        calls += 1;
        if (calls === 51) throw new Error('no such table');
      };
      const rejection = await rejectionOf(check(reference, { populate: failing }));
      expect(rejection.message).toContain('`populate` of toAgreeWith() threw this');
    });

    it('what the reference throws, with the rows', async () => {
      const failing = () => {
        throw new RangeError('no such score');
      };
      const rejection = await rejectionOf(toAgreeWith.call(plainContext(), () => 5, failing, { populate, cases }));
      expect(String(rejection)).toMatchInlineSnapshot(`
        "RangeError: no such score

        The reference of toAgreeWith() threw this with these rows:
          score:
            { id: 1, value: 0, deleted_at: null }
            { id: 2, value: null, deleted_at: null }
            { id: 3, value: null, deleted_at: null }
            { id: 4, value: -1, deleted_at: null }
            { id: 5, value: 2, deleted_at: null }"
      `);
    });

    it('where fast-check is not installed', async () => {
      const without = createToAgreeWith(() => undefined);
      const rejection = await rejectionOf(without.call(plainContext(), reference, reference, { populate, cases }));
      expect(String(rejection)).toBe(
        'MatcherError: toAgreeWith() generates its cases with fast-check, which is not installed. Install it: `npm install --save-dev fast-check`.',
      );
    });
  });

  it.each<[unknown, unknown, string]>([
    [undefined, undefined, 'needs a function as reference, received undefined.'],
    [reference, undefined, 'needs { populate, cases }, and knows runs, mostRows and seed, received undefined.'],
    [
      reference,
      { populate },
      'needs { populate, cases }, and knows runs, mostRows and seed, received { populate: [Function: populate] }.',
    ],
    [
      reference,
      { populate, cases: {}, max: 1 },
      'needs { populate, cases }, and knows runs, mostRows and seed, received { populate: [Function: populate], cases: {}, max: 1 }.',
    ],
    [
      reference,
      { populate: 5, cases: {} },
      'needs { populate, cases }, and knows runs, mostRows and seed, received { populate: 5, cases: {} }.',
    ],
    [
      reference,
      { populate, cases: [] },
      'needs { populate, cases }, and knows runs, mostRows and seed, received { populate: [Function: populate], cases: [] }.',
    ],
    [
      reference,
      { populate, cases: null },
      'needs { populate, cases }, and knows runs, mostRows and seed, received { populate: [Function: populate], cases: null }.',
    ],
    [reference, { populate, cases, runs: 0 }, 'needs a number of runs from 1, received 0.'],
    [reference, { populate, cases, mostRows: 0 }, 'needs a number of rows from 1, received 0.'],
    [reference, { populate, cases, seed: 'x' }, "needs a whole number as seed, received 'x'."],
  ])('refuses %j and %j', async (given, options, message) => {
    const rejection = await rejectionOf(toAgreeWith.call(plainContext(), reference, given, options));
    expect(String(rejection)).toBe(`MatcherError: toAgreeWith() ${message}`);
  });

  it('refuses tables that can not be generated, and a subject that is no function', async () => {
    expect(String(await rejectionOf(check(reference, { cases: { a: { b: { of: 'c' } } } })))).toBe(
      'MatcherError: toAgreeWith(): `a.b` refers to `c`, which is none of the tables.',
    );
    expect((await rejectionOf(check([1]))).message).toMatch(/^toAgreeWith\(\) needs a function, received an array: /);
  });
});
