import { describe, expect, it } from 'vitest';
import { JestTests } from '../../src/matchers/jest-tests.js';

type Run = (...args: unknown[]) => unknown;

/** Stands in for `test.concurrent`: keeps what it was given. */
function registration() {
  const registered: unknown[][] = [];
  const register = (...args: unknown[]) => void registered.push(args);
  return { registered, register };
}

describe('a concurrent test', () => {
  it('is the current one in its own context only', async () => {
    const tests = new JestTests();
    const { registered, register } = registration();
    const seen: unknown[] = [];
    const body = async () => {
      seen.push(tests.current);
      await Promise.resolve();
      seen.push(tests.current);
    };
    tests.follow(register)('one', body, 5);
    tests.follow(register)('other', body);
    expect(registered.map(([name, , timeout]) => [name, timeout])).toEqual([
      ['one', 5],
      ['other', undefined],
    ]);
    await Promise.all(registered.map(([, run]) => (run as Run)()));
    const [one, other] = seen;
    expect(one).not.toBe(other);
    expect(seen).toEqual([one, other, one, other]);
    expect(tests.current).toBeUndefined();
  });

  it('fails by the first check of its end that fails, when all have ended', async () => {
    const tests = new JestTests();
    const { registered, register } = registration();
    const ended: string[] = [];
    tests.follow(register)('test', () => {
      tests.current?.onEnd(() => Promise.reject(new Error('first')));
      tests.current?.onEnd(() => Promise.resolve().then(() => void ended.push('second')));
    });
    await expect((registered[0]?.[1] as Run)()).rejects.toThrow('first');
    expect(ended).toEqual(['second']);
  });

  it('keeps its own error', async () => {
    const tests = new JestTests();
    const { registered, register } = registration();
    tests.follow(register)('test', () => {
      tests.current?.onEnd(() => Promise.reject(new Error('check')));
      throw new Error('own');
    });
    await expect((registered[0]?.[1] as Run)()).rejects.toThrow('own');
  });

  it('gets the row of a table, and its receiver', async () => {
    const tests = new JestTests();
    const { registered, register } = registration();
    const each = (...table: unknown[]) => (table.length === 0 ? undefined : register);
    const followed = tests.follow(Object.assign(() => undefined, { each })) as unknown as {
      each: (table: unknown[]) => Run;
    };
    followed.each([1])('row %s', function (this: unknown, row: unknown) {
      return [this, row, tests.current === undefined];
    });
    expect(await (registered[0]?.[1] as Run).call('receiver', 1)).toEqual(['receiver', 1, false]);
  });

  it('is left alone where it calls back when it is done, or is only planned', () => {
    const tests = new JestTests();
    const { registered, register } = registration();
    const calling = (done: () => void) => {
      done();
    };
    tests.follow(register)('calling back', calling);
    tests.follow(register)('planned');
    expect(registered).toEqual([
      ['calling back', calling],
      ['planned', undefined],
    ]);
  });
});

describe('a test with hooks', () => {
  it('is the current one from its start to its end', async () => {
    const tests = new JestTests();
    expect(tests.current).toBeUndefined();
    tests.start();
    const first = tests.current;
    await tests.end();
    expect(tests.current).toBeUndefined();
    tests.start();
    expect(tests.current).not.toBe(first);
    tests.current?.onEnd(() => Promise.reject(new Error('check')));
    await expect(tests.end()).rejects.toThrow('check');
    await expect(tests.end()).resolves.toBeUndefined();
  });
});

it('gives up the context of its tests when the file is over', () => {
  const tests = new JestTests();
  const { registered, register } = registration();
  const seen: unknown[] = [];
  tests.follow(register)('test', () => {
    tests.dispose();
    seen.push(tests.current);
  });
  void (registered[0]?.[1] as Run)();
  expect(seen).toEqual([undefined]);
});
