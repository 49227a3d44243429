import { captureQueries } from '@flatquery/test-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markedLines, sitesOf } from '../interceptor/support/marked-lines.js';
import { prismaApplication, type PrismaDb } from './applications/prisma.js';
import { describeDriver, messageOfFailure } from './support/describe-driver.js';
import { generatePrismaClient, type GeneratedPrismaClient } from './support/prisma-client.js';

let generated: GeneratedPrismaClient;
beforeAll(async () => {
  generated = await generatePrismaClient();
});
afterAll(async () => {
  await generated.remove();
});

const open = describeDriver(prismaApplication(() => generated.PrismaClient));

describe('what Prisma collects and sends in one go', () => {
  const line = markedLines(__filename);

  it('has looped findUnique() counted, with the capture in place of its line', async () => {
    const { prisma } = await open();
    const action = async (): Promise<void> => {
      for (const id of [1, 2, 3]) await prisma.author.findUnique({ where: { id } });
    };
    const { queries } = await captureQueries(action); // unique
    expect(queries.map(({ callSite }) => callSite?.fallback)).toEqual(Array(3).fill('capture'));
    expect(sitesOf(queries)).toEqual(Array(3).fill(line('unique')));
  });

  it('has a message say that no line is known, and during which action it was sent', async () => {
    const { prisma } = await open();
    const action = async (): Promise<void> => {
      for (const id of [1, 2, 3]) await prisma.author.findUnique({ where: { id } });
    };
    const message = await messageOfFailure(() => expect(action).toExecuteQueries(1)); // assertion
    const [file = '', row = ''] = line('assertion').split(':');
    expect(message).toMatch(new RegExp(`call site unknown: sent while the action of .*${file}:${row}:\\d+\\)? ran`));
  });

  it('has the message of a scaling check say so as well', async () => {
    const { prisma } = await open();
    const action = async (size: number): Promise<unknown> => {
      const found = [];
      for (let id = 1; id <= size; id += 1) found.push(await prisma.author.findUnique({ where: { id } }));
      return found;
    };
    const options = { sizes: [2, 4, 6] };
    const message = await messageOfFailure(() => expect(action).toNotScaleWithPageSize(options)); // scaling
    const [file = '', row = ''] = line('scaling').split(':');
    expect(message).toMatch(new RegExp(`call site unknown: sent while the action of .*${file}:${row}:\\d+\\)? ran`));
  });

  it('has a message name the line that began an interactive transaction', async () => {
    const { prisma } = await open();
    const action = async (): Promise<void> => {
      await prisma.$transaction((tx) => tx.author.findFirst()); // interactive
    };
    const message = await messageOfFailure(() => expect(action).toExecuteQueries(0));
    expect(message).toMatch(new RegExp(`in the transaction begun in action \\(.*${line('interactive')}:\\d+\\)`));
  });

  it('has findUnique() of one tick counted as the one query that it is', async () => {
    const { prisma } = await open();
    const { queries } = await captureQueries(() =>
      Promise.all([1, 2, 3].map((id) => prisma.author.findUnique({ where: { id } }))),
    );
    expect(queries.map(({ rows }) => rows)).toEqual([3]);
  });

  it('has both queries of a fluent relation counted for each row', async () => {
    const { prisma } = await open();
    const { byTable } = await captureQueries(async () => {
      for (const id of [1, 2, 3]) await prisma.author.findUnique({ where: { id } }).posts();
    });
    expect([...byTable].map(([table, sent]) => [table, sent.length])).toEqual([
      ['public.author', 3],
      ['public.post', 3],
    ]);
  });

  it('has the operations of $transaction([…]) counted, and its control told apart', async () => {
    const { prisma } = await open();
    const action = () => prisma.$transaction([1, 2, 3].map((id) => prisma.author.findFirst({ where: { id } })));
    const { queries, uncounted } = await captureQueries(action); // array
    expect(queries.map(({ transaction, callSite }) => [transaction, callSite?.fallback])).toEqual(
      Array(3).fill([true, 'capture']),
    );
    expect(sitesOf(queries)).toEqual(Array(3).fill(line('array')));
    expect(uncounted.map(({ sql }) => sql)).toEqual(['BEGIN', 'COMMIT']);
  });

  describe.each<[string, number, (db: PrismaDb, id: number) => Promise<unknown>]>([
    ['findUnique()', 1, ({ prisma }: PrismaDb, id: number) => prisma.author.findUnique({ where: { id } })],
    [
      '$transaction([…])',
      2,
      ({ prisma }: PrismaDb, id: number) => prisma.$transaction([prisma.author.findFirst({ where: { id } })]),
    ],
  ])('and is %s', (_, sent, operation) => {
    it('belongs to nobody where two captures are open, and is not passed over in silence', async () => {
      const db = await open();
      const captures = await Promise.all([1, 2].map((id) => captureQueries(() => operation(db, id))));
      expect(captures.map(({ queries }) => queries.length)).toEqual([0, 0]);
      expect(captures.map(({ unattributed }) => unattributed.length)).toEqual([sent, sent]);
    });

    it('fails an assertion that could depend on it, saying so', async () => {
      const db = await open();
      const assert = (id: number) => messageOfFailure(() => expect(() => operation(db, id)).toExecuteQueries(0));
      for (const message of await Promise.all([1, 2].map(assert))) {
        expect(message).toContain("toExecuteQueries() can't tell which capture caused");
        expect(message).toContain('as Prisma does with findUnique() and $transaction([…])');
      }
    });

    it('counts for captures one after the other, and for both of two nested ones', async () => {
      const db = await open();
      const one = await captureQueries(() => operation(db, 1));
      const outer = await captureQueries(() => captureQueries(() => operation(db, 2)));
      const sent = [one, outer, outer.result].flatMap(({ queries }) => queries);
      expect(sent.map(({ attribution }) => attribution)).toEqual(['scope', 'scope', 'scope']);
    });
  });

  it('leaves operations that are sent at once, and interactive transactions, to their own capture', async () => {
    const { prisma } = await open();
    const captures = await Promise.all([
      captureQueries(() => prisma.author.findFirst()),
      captureQueries(() => prisma.$transaction((tx) => tx.author.findUnique({ where: { id: 1 } }))),
    ]);
    expect(captures.map(({ queries }) => queries.length)).toEqual([1, 1]);
  });
});
