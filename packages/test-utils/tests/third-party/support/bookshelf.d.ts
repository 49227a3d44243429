/** The part of Bookshelf 1.2 that the tests use; it brings no types. */
declare module 'bookshelf' {
  import type { Knex } from 'knex';

  interface FetchOptions {
    readonly require?: boolean;
    readonly transacting?: Knex.Transaction;
    readonly withRelated?: readonly string[];
    readonly patch?: boolean;
  }
  interface Model {
    where(column: string, operatorOrValue: unknown, value?: unknown): Model;
    orderBy(column: string, direction: 'ASC' | 'DESC'): Model;
    count(): Promise<number>;
    fetchPage(options: { readonly limit: number; readonly offset: number }): Promise<unknown>;
    fetchAll(options?: FetchOptions): Promise<unknown>;
    fetch(options?: FetchOptions): Promise<Model>;
    save(attributes?: object, options?: FetchOptions): Promise<Model>;
    destroy(): Promise<Model>;
    related(name: string): Model;
    load(relations: readonly string[]): Promise<Model>;
    hasMany(model: string, key: string): unknown;
  }
  interface Collection {
    readonly models: readonly Model[];
    load(relations: readonly string[]): Promise<Collection>;
  }
  interface ModelClass {
    new (attributes?: object): Model;
    fetchAll(options?: FetchOptions): Promise<Collection>;
  }
  interface Bookshelf {
    model(name: string, members: object): ModelClass;
    transaction<T>(work: (transacting: Knex.Transaction) => Promise<T>): Promise<T>;
  }
  export default function bookshelf(knex: Knex): Bookshelf;
}
