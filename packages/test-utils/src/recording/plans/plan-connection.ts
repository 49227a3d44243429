import { isMethod } from '../../interceptor/driver.js';
import { ignoreQueries } from '../ignore-queries.js';
import { indexKey, type IndexFacts, type IndexName } from './judge-plan.js';
import { planOf, type PlanNode } from './plan-node.js';

interface Rows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** What a client of any copy of pg can do, as far as it is used here. */
interface PlainClient {
  connect(): Promise<unknown>;
  query(sql: string, values?: readonly unknown[]): Promise<Rows>;
  end(): Promise<unknown>;
  on(event: 'error', listener: () => void): unknown;
}

type ClientClass = new (config: Readonly<Record<string, unknown>>) => PlainClient;

const connectionTimeoutMs = 10_000;

/** Nothing but an index is left to choose; in a version that has no such setting, the first one fails. */
const settings = [
  'set enable_seqscan = off',
  'set enable_hashjoin = off',
  'set enable_mergejoin = off',
  'set enable_material = off',
  'set max_parallel_workers_per_gather = 0',
  'set default_transaction_read_only = on',
  // A test that has emptied a table in a transaction of its own locks it.
  'set lock_timeout = 5000',
];

/** A connection of its own, over which PostgreSQL is asked how it would run a statement. */
export class PlanConnection {
  readonly #client: PlainClient;

  private constructor(client: PlainClient) {
    this.#client = client;
  }

  /**
   * Connects as a client of the application is connected, or to where a connection string leads.
   *
   * @throws What pg throws where it can't.
   */
  static async open(like: object, connectionString: string | undefined): Promise<PlanConnection> {
    const client = new (like.constructor as ClientClass)({
      ...(connectionString === undefined ? parametersOf(like) : { connectionString }),
      connectionTimeoutMillis: connectionTimeoutMs,
    });
    // A server that goes away fails the next query as well.
    client.on('error', () => undefined);
    const connection = new PlanConnection(client);
    await ignoreQueries(async () => {
      await client.connect();
      await configure(client);
      // Since PostgreSQL 14.
      await client.query('set enable_memoize = off').catch(() => undefined);
    });
    return connection;
  }

  /** @throws What the server says where it can't plan the statement. */
  async plan(sql: string, values: readonly unknown[]): Promise<PlanNode | undefined> {
    const { rows } = await ignoreQueries(() => this.#client.query(`explain (format json, verbose) ${sql}`, values));
    return planOf(rows);
  }

  /** Answers what is known of indexes. */
  async indexFacts(indexes: readonly IndexName[]): Promise<IndexFacts> {
    if (indexes.length === 0) return new Map();
    const sql =
      "select n.nspname as schema, c.relname as name, i.indpred is not null as partial, case m.amname when 'btree' then a.attname end as leading " +
      'from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam ' +
      'join pg_namespace n on n.oid = c.relnamespace ' +
      'left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] ' +
      'where (n.nspname, c.relname) in (select * from unnest($1::text[], $2::text[]))';
    const { rows } = await ignoreQueries(() =>
      this.#client.query(sql, [indexes.map(({ schema }) => schema), indexes.map(({ name }) => name)]),
    );
    return new Map(
      rows.map(({ schema, name, partial, leading }) => [
        indexKey({ schema: String(schema), name: String(name) }),
        { isPartial: partial === true, leading: typeof leading === 'string' ? leading : undefined },
      ]),
    );
  }

  /** Answers which columns of a table are of the type `varchar`, quoted where they must be. */
  async varcharColumns(qualifiedName: string): Promise<ReadonlySet<string>> {
    const sql =
      'select quote_ident(attname) as name from pg_attribute ' +
      "where attrelid = $1::regclass and atttypid = 'varchar'::regtype";
    const { rows } = await ignoreQueries(() => this.#client.query(sql, [qualifiedName]));
    return new Set(rows.map(({ name }) => String(name)));
  }

  /** Answers whether a table holds more rows. */
  async holdsMoreThan(qualifiedName: string, rows: number): Promise<boolean> {
    const sql = `select count(*)::int as count from (select from ${qualifiedName} limit ${rows + 1}) first`;
    const answer = await ignoreQueries(() => this.#client.query(sql));
    return Number(answer.rows[0]?.['count']) > rows;
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}

/** @throws What the server says of a setting, with its name, and without leaving the connection open. */
async function configure(client: PlainClient): Promise<void> {
  for (const setting of settings) {
    try {
      await client.query(setting);
    } catch (error) {
      await client.end().catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the server refused \`${setting}\`: ${reason}`, { cause: error });
    }
  }
}

/** Answers one text for all clients of one database, as one user. */
export function databaseOf(client: object): string {
  const { host, port, database, user } = parametersOf(client);
  return JSON.stringify([host, port, database, user]);
}

/** Parameters are on the client, some of them hidden from enumeration. */
function parametersOf(client: object): Readonly<Record<string, unknown>> {
  const parameters: unknown = Reflect.get(client, 'connectionParameters');
  const read = (name: string): unknown => {
    const own: unknown = Reflect.get(client, name);
    const given = own === undefined || isMethod(own) ? undefined : own;
    return given ?? (typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, name) : undefined);
  };
  const names = ['user', 'password', 'host', 'port', 'database', 'ssl', 'options'];
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}
