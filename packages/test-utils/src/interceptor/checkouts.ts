import type { CallOrigin } from './call-origin.js';
import type { QueryScope } from './query-scope.js';

/** How many of a scope are looked at before anything is known of its queries. */
const mostEarly = 8;

/**
 * Remembers where connections were taken from their pool: second best for a query that has no line of its own.
 *
 * A lazy relation of TypeORM takes a connection in the getter that the application reads, and sends its query from a chain of
 * promises that leads nowhere.
 */
export class Checkouts {
  readonly #taken = new WeakMap<object, { readonly scope: QueryScope; readonly origin: CallOrigin }>();

  readonly #early = new WeakMap<QueryScope, number>();

  /** Answers whether a scope has taken so few connections that it is worth the time to look where from. */
  isEarly(scope: QueryScope): boolean {
    const looked = this.#early.get(scope) ?? 0;
    if (looked === mostEarly) return false;
    this.#early.set(scope, looked + 1);
    return true;
  }

  /** Notes that a connection was taken. */
  note(client: object, scope: QueryScope, origin: CallOrigin): void {
    this.#taken.set(client, { scope, origin });
  }

  /** Answers where a connection was taken, if that was in the same scope: outside of scopes nobody takes notes. */
  originOf(client: object, scope: QueryScope | undefined): CallOrigin | undefined {
    const taken = this.#taken.get(client);
    return taken !== undefined && taken.scope === scope ? taken.origin : undefined;
  }
}
