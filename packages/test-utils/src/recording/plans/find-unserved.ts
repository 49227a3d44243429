import { CapturedQuery } from '../captured-query.js';
import { groupBy } from '../group-by.js';
import type { Query } from '../query.js';
import { keyOfValues } from '../values-key.js';
import { indexesOf, judgePlan, type TableAccess } from './judge-plan.js';
import { databaseOf, PlanConnection } from './plan-connection.js';

/** A partial index serves some values and not others; more sets than these are taken to be alike. */
const mostSetsPerShape = 3;

/** A read of a table that no index can serve. */
export interface UnservedRead {
  /** All of its shape. */
  readonly queries: readonly [Query, ...Query[]];
  readonly accesses: readonly TableAccess[];
}

/** A read whose plan is not known. */
export interface UnexplainedRead {
  readonly query: Query;
  readonly reason: string;
}

/** What the plans of reads say. */
export interface PlannedReads {
  readonly unserved: readonly UnservedRead[];
  readonly unexplained: readonly UnexplainedRead[];
  /** Tables that were looked into by a condition, and were large enough. */
  readonly judged: number;
}

/** How plans are judged. */
export interface PlanOptions {
  readonly connectionString: string | undefined;
  /** Rows of a table that is too small to need an index; undefined where any does, and a table may be read as a whole. */
  readonly largerThan: number | undefined;
}

/**
 * Asks the server how it would run reads if it had to use indexes.
 *
 * @param reads - With their values and the client that sent them.
 * @throws What pg throws where there is no connection.
 */
export async function findUnservedReads(reads: readonly Query[], options: PlanOptions): Promise<PlannedReads> {
  const parts: PlannedReads[] = [];
  for (const { client, queries } of groupByDatabase(reads, options.connectionString)) {
    parts.push(await findOnDatabase(client, queries, options));
  }
  return {
    unserved: parts.flatMap(({ unserved }) => unserved),
    unexplained: parts.flatMap(({ unexplained }) => unexplained),
    judged: parts.reduce((sum, { judged }) => sum + judged, 0),
  };
}

interface ReadsOfDatabase {
  /** One that is connected to it; undefined where none was. */
  readonly client: object | undefined;
  readonly queries: readonly Query[];
}

/** A connection string says that there is one database. */
function groupByDatabase(reads: readonly Query[], connectionString: string | undefined): readonly ReadsOfDatabase[] {
  const groups = new Map<string, { client: object | undefined; queries: Query[] }>();
  for (const query of reads) {
    const client = clientOf(query);
    const key = client === undefined ? '' : connectionString === undefined ? databaseOf(client) : 'given';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { client, queries: [query] });
    else group.queries.push(query);
  }
  return [...groups.values()];
}

async function findOnDatabase(
  client: object | undefined,
  queries: readonly Query[],
  options: PlanOptions,
): Promise<PlannedReads> {
  if (client === undefined) {
    return { unserved: [], unexplained: queries.map((query) => ({ query, reason: 'never sent' })), judged: 0 };
  }
  const connection = await PlanConnection.open(client, options.connectionString);
  try {
    return await planAll(connection, queries, options);
  } finally {
    await connection.close();
  }
}

async function planAll(
  connection: PlanConnection,
  reads: readonly Query[],
  { largerThan }: PlanOptions,
): Promise<PlannedReads> {
  const large = new Map<string, boolean>();
  const unserved: UnservedRead[] = [];
  const unexplained: UnexplainedRead[] = [];
  let judged = 0;
  for (const queries of groupBy(reads, ({ shape }) => shape).values()) {
    const found: TableAccess[] = [];
    for (const query of withDifferentValues(queries)) {
      const accesses = await accessesOf(connection, query);
      if (typeof accesses === 'string') {
        unexplained.push({ query, reason: accesses });
        break;
      }
      for (const access of accesses) {
        const isWhole = !access.isServed && access.condition === undefined;
        if (isWhole && largerThan === undefined) continue;
        if (largerThan !== undefined && !(await isLarge(connection, access, largerThan, large))) continue;
        judged += 1;
        if (!access.isServed) found.push(access);
      }
    }
    if (found.length > 0) unserved.push({ queries, accesses: distinct(found) });
  }
  return { unserved, unexplained, judged };
}

async function accessesOf(
  connection: PlanConnection,
  { sql, values = [], statements }: Query,
): Promise<readonly TableAccess[] | string> {
  if (statements !== 1) return 'it holds several statements';
  try {
    const plan = await connection.plan(sql, values);
    if (plan === undefined) return 'the server answered with no plan';
    const accesses = judgePlan(plan, await connection.indexFacts(indexesOf(plan)));
    return await Promise.all(accesses.map((access) => withoutCasts(connection, access)));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Takes off the columns that the read itself casts: an index of the column would not serve it. */
async function withoutCasts(connection: PlanConnection, access: TableAccess): Promise<TableAccess> {
  const { castColumns, columns, qualifiedName } = access;
  if (castColumns.length === 0) return access;
  const varchars = await connection.varcharColumns(qualifiedName);
  return { ...access, columns: columns.filter((column) => !castColumns.includes(column) || varchars.has(column)) };
}

async function isLarge(
  connection: PlanConnection,
  { qualifiedName }: TableAccess,
  rows: number,
  known: Map<string, boolean>,
): Promise<boolean> {
  const answer = known.get(qualifiedName) ?? (await connection.holdsMoreThan(qualifiedName, rows));
  known.set(qualifiedName, answer);
  return answer;
}

function withDifferentValues(queries: readonly Query[]): readonly Query[] {
  const sets = new Map(queries.map((query) => [keyOfValues(query), query]));
  return [...sets.values()].slice(0, mostSetsPerShape);
}

function distinct(accesses: readonly TableAccess[]): readonly TableAccess[] {
  const byText = new Map(accesses.map((access) => [`${access.qualifiedName} ${access.condition ?? ''}`, access]));
  // A table that is read as a whole for a condition is named with that.
  return [...byText.values()].filter(
    ({ condition, qualifiedName }) =>
      condition !== undefined ||
      !accesses.some((other) => other.condition !== undefined && other.qualifiedName === qualifiedName),
  );
}

function clientOf(query: Query): object | undefined {
  return query instanceof CapturedQuery ? query.client : undefined;
}
