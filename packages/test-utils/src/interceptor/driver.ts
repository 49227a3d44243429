/** A function that is called with a receiver and arguments that are passed on unseen. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** The part of node-postgres' `Client`, JavaScript or native, that the interceptor reads. */
export interface DriverClient {
  /** Only the native client has it: the libpq binding. */
  readonly native?: unknown;
  readonly pipeline?: unknown;
  /** Only the native client has it: text by the name of a prepared statement. */
  readonly namedQueries?: Readonly<Record<string, unknown>>;
  readonly connection?: DriverConnection;
  /** Since pg 8.17; `I` outside of a transaction block, `T` inside, `E` inside a failed one. */
  getTransactionStatus?(): unknown;
}

/** The part of node-postgres' `Connection` that the interceptor reads. */
export interface DriverConnection {
  readonly parsedStatements?: Readonly<Record<string, unknown>>;
  readonly submittedNamedStatements?: Readonly<Record<string, unknown>>;
  prependListener?(event: 'readyForQuery', listener: (message: unknown) => void): unknown;
  removeListener?(event: 'readyForQuery', listener: (message: unknown) => void): unknown;
}

/**
 * What `Client.query` puts into its queue: its own `Query`, a cursor, a stream, anything with the same methods.
 *
 * @see https://node-postgres.com/apis/client#clientquery
 */
export type Submittable = Record<string, unknown>;

/** Whether a value can be given to `Client.query` as it is. */
export function isSubmittable(value: unknown): value is Submittable {
  return isObject(value) && typeof value['submit'] === 'function';
}

/** Whether a value is a function, seen as one that takes any arguments. */
export function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

/** Whether a value is an object, arrays included, whose properties can be asked for. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Answers the property of an object, or undefined of anything else. */
export function propertyOf(value: unknown, key: string): unknown {
  return isObject(value) ? Reflect.get(value, key) : undefined;
}
