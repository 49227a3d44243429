/** The part of Bookshelf 1.2 that the tests use; it brings no types. */
declare module 'bookshelf' {
  import type { Knex } from 'knex';

  interface FetchOptions {
    readonly require?: boolean;
    readonly transacting?: Knex.Transaction;
    readonly withRelated?: readonly string[];
    readonly patch?: boolean;
  }
  interface Fetched {
    fetch(options?: FetchOptions): Promise<Fetched>;
  }
  interface Model extends Fetched {
    readonly models?: readonly Model[];
    save(attributes?: object, options?: FetchOptions): Promise<Model>;
    destroy(): Promise<Model>;
    related(name: string): Fetched;
    hasMany(model: string, key: string): unknown;
  }
  interface ModelClass {
    new (attributes?: object): Model;
    fetchAll(options?: FetchOptions): Promise<{ readonly models: readonly Model[] }>;
  }
  interface Bookshelf {
    model(name: string, members: object): ModelClass;
    transaction<T>(work: (transacting: Knex.Transaction) => Promise<T>): Promise<T>;
  }
  export default function bookshelf(knex: Knex): Bookshelf;
}
