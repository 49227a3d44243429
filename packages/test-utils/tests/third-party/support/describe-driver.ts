import { stripVTControlCharacters } from 'node:util';
import '@flatquery/test-utils/vitest';
import { captureQueries, queriesBeforeError, type Query } from '@flatquery/test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { markedLines, sitesOf } from '../../interceptor/support/marked-lines.js';
import type { Application, Lookup, Relation } from './application.js';
import { useDomain } from './domain.js';
import { idsIn } from './ids-in.js';

const lookups: readonly Lookup[] = ['sequential', 'parallel', 'transaction'];
const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const captureLine = markedLines(__filename);

type Located = keyof NonNullable<Application<unknown>['fallbacks']>;

/** An application with a database, opened anew for each test. */
interface Subject<Db> {
  readonly app: Application<Db>;
  readonly open: (max: number) => Promise<Db>;
  readonly openWarm: (max: number) => Promise<Db>;
  /** Where a query of the line of that name must be located, and by which fallback. */
  readonly siteOf: (action: Located, line?: string) => readonly [string, string | undefined];
}

/**
 * Tests that what an ORM or driver sends is counted exactly, for the right capture, with the right line.
 *
 * @returns A function that opens the application for a test of its own, with all its connections (one, unless told otherwise).
 */
export function describeDriver<Db>(app: Application<Db>): (max?: number) => Promise<Db> {
  const subject = useSubject(app);
  describe(app.name, () => {
    describe.each([1, 10])('on a pool of at most %i', (max) => {
      describe.each(['cold', 'warm'])('that is %s', (state) => {
        const open = (): Promise<Db> => (state === 'cold' ? subject.open(max) : subject.openWarm(max));
        describeCounts(subject, open);
        describeTwoCaptures(subject, open);
      });
    });
    describeKinds(subject);
    if (app.relation !== undefined) describeRelation(subject, app.relation);
    describeWhatIsNotCounted(subject);
  });
  return (max = 1) => subject.openWarm(max);
}

function useSubject<Db>(app: Application<Db>): Subject<Db> {
  const database = useDomain();
  const opened: Db[] = [];
  let line = captureLine;
  beforeAll(() => {
    line = markedLines(app.file);
  });
  afterEach(async () => {
    for (const db of opened.splice(0)) await app.close(db);
  });
  const open = async (max: number): Promise<Db> => {
    const db = await app.open({ connectionString: database(), max });
    opened.push(db);
    return db;
  };
  return {
    app,
    open,
    async openWarm(max) {
      const db = await open(max);
      await app.parallel(db, ids.slice(0, max));
      return db;
    },
    siteOf(action, own = action) {
      const fallback = app.fallbacks?.[action];
      if (fallback === undefined) return [line(own), undefined];
      if (fallback === 'connection') return [line(own), fallback];
      return [fallback === 'transaction' ? line('begin') : captureLine('the capture'), fallback];
    },
  };
}

/** Every capture of the contract is one, so that its own line is known where it stands in for another. */
function capture<T>(action: () => PromiseLike<T>): ReturnType<typeof captureQueries<T>> {
  return captureQueries(action, { values: true }); // the capture
}

/** Answers the message of an assertion that must fail, without colours. */
export async function messageOfFailure(assert: () => Promise<void>): Promise<string> {
  let failure: unknown;
  try {
    await assert();
  } catch (error) {
    failure = error;
  }
  if (!(failure instanceof Error)) throw new Error('The assertion holds.');
  return stripVTControlCharacters(failure.message);
}

function locationsOf(queries: readonly Query[]): readonly (readonly [string | undefined, string | undefined])[] {
  const sites = sitesOf(queries);
  return queries.map(({ callSite }, index) => [sites[index], callSite?.fallback]);
}

/** Some name the schema. */
function tablesOf(query: Query | undefined): readonly string[] {
  return query?.tables.map((table) => table.replace(/^public\./, '')) ?? [];
}

function describeCounts<Db>({ app, siteOf }: Subject<Db>, open: () => Promise<Db>): void {
  it.each(lookups)('has ten %s look-ups counted as ten, of one shape and from one line', async (lookup) => {
    const db = await open();
    const { queries, unattributed, byShape } = await capture(() => app[lookup](db, ids));
    expect(queries).toHaveLength(10);
    expect(unattributed).toEqual([]);
    expect(byShape.size).toBe(1);
    expect(locationsOf(queries)).toEqual(Array(10).fill(siteOf(lookup)));
    expect(queries.map(({ kind, rows, transaction, error }) => [kind, rows, transaction, error])).toEqual(
      Array(10).fill(['select', 1, lookup === 'transaction', undefined]),
    );
  });
}

function describeTwoCaptures<Db>({ app }: Subject<Db>, open: () => Promise<Db>): void {
  it.each(lookups)('has %s look-ups of two captures at once kept apart', async (lookup) => {
    const db = await open();
    const series = [1000, 2000].map((first) => ids.map((id) => first + id));
    const captures = await Promise.all(series.map((ownIds) => capture(() => app[lookup](db, ownIds))));
    expect(captures.map(({ queries }) => idsIn(queries))).toEqual(series);
    expect(captures.map(({ unattributed }) => unattributed)).toEqual([[], []]);
    const control = lookup === 'transaction' ? 2 : 0;
    for (const { uncounted } of captures) {
      expect(uncounted.filter((query) => query.uncounted === 'transaction')).toHaveLength(control);
    }
  });
}

function describeKinds<Db>({ app, openWarm, siteOf }: Subject<Db>): void {
  it('has a look-up of a function that hands it to its caller counted', async () => {
    const db = await openWarm(1);
    const { queries } = await capture(async () => {
      await app.unawaited(db, 1); // a helper
    });
    const isFromCaller = app.fallbacks?.unawaited === undefined && app.isCalledAtOnce !== true;
    expect(locationsOf(queries)).toEqual([isFromCaller ? [captureLine('a helper'), undefined] : siteOf('unawaited')]);
  });

  it('has a failing query counted, with its error and line', async () => {
    const db = await openWarm(1);
    const error: unknown = await capture(() => app.failing(db)).catch((thrown: unknown) => thrown);
    const { queries = [] } = queriesBeforeError(error) ?? {};
    expect(locationsOf(queries)).toEqual([siteOf('failing')]);
    expect(queries[0]?.error?.message).toMatch(/missing.* does not exist/);
  });

  it('has writes counted by kind, each with its line', async () => {
    const db = await openWarm(1);
    const { byKind } = await capture(() => app.write(db));
    for (const kind of ['insert', 'update', 'delete'] as const) {
      expect(locationsOf(byKind.get(kind) ?? []), kind).toEqual([siteOf('write', kind)]);
    }
  });
}

function describeRelation<Db>({ openWarm, siteOf }: Subject<Db>, { lazy, eager, eagerQueries }: Relation<Db>): void {
  it('has a relation that is loaded for each author counted ten times, from its line', async () => {
    const db = await openWarm(1);
    const { queries } = await capture(() => lazy(db));
    const [authors, ...posts] = queries;
    expect(tablesOf(authors)).toEqual(['author']);
    expect(posts.map(tablesOf)).toEqual(Array(10).fill(['post']));
    expect(locationsOf(posts)).toEqual(Array(10).fill(siteOf('lazy')));
  });

  it('has a relation that is loaded with the authors counted once', async () => {
    const db = await openWarm(1);
    const { queries, uncounted } = await capture(() => eager(db));
    expect(queries).toHaveLength(eagerQueries);
    expect(tablesOf(queries.at(-1))).toContain('post');
    expect(locationsOf(queries)).toEqual(Array(eagerQueries).fill(siteOf('eager')));
    expect(uncounted.filter((query) => query.uncounted !== 'setup')).toEqual([]);
  });
}

function describeWhatIsNotCounted<Db>({ app, open }: Subject<Db>): void {
  it('has what it sends by itself told apart: set-up of the connection and control of the transaction', async () => {
    const db = await open(1);
    const { uncounted } = await capture(() => app.transaction(db, ids));
    expect(uncounted.map((query) => [query.uncounted, query.attribution])).toEqual([
      ...app.setup.map(() => ['setup', 'scope']),
      ['transaction', 'scope'],
      ['transaction', 'scope'],
    ]);
    for (const [index, part] of [...app.setup, ...app.control].entries()) {
      expect(uncounted[index]?.sql).toContain(part);
    }
  });

  it('has the message of a wrong count name what was not counted', async () => {
    const db = await open(1);
    const message = await messageOfFailure(() => expect(() => app.transaction(db, ids)).toExecuteQueries(9));
    expect(message).toContain('Received queries: 10 (1 too many)');
    expect(message).toContain('Not counted: 2 of transaction control (');
    if (app.setup.length > 0) expect(message).toContain(`${app.setup.length} of connection set-up (`);
    for (const part of [...app.setup, ...app.control]) expect(message.toLowerCase()).toContain(part.toLowerCase());
  });
}
