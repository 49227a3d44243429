import { describeSql } from '../../recording/sql-description.js';
import { returnsRows } from '../../recording/returns-rows.js';
import { allowsEndpoint, type AllowedEndpoint } from './every-test-options.js';
import type { ListEndpoint } from './suite-record.js';
import type { WatchScope } from './watch-scope.js';

/** From how many rows on the answer to a query is a list. */
const fewestOfList = 2;

/** The endpoints of which a query returned several rows, and those that a scaling check requested. */
export class ListedEndpoints {
  readonly #lists = new Map<string, ListEndpoint>();
  readonly #scaled = new Set<string>();

  constructor(private readonly allowed: readonly AllowedEndpoint[]) {}

  get lists(): readonly ListEndpoint[] {
    return [...this.#lists.values()];
  }

  get scaled(): readonly string[] {
    return [...this.#scaled];
  }

  /** Adds the requests that were served during a test. */
  add(scope: WatchScope): void {
    for (const [request, { queries, isScaled }] of scope.requests) {
      const endpoint = scope.endpointOf(request);
      if (isScaled) this.#scaled.add(endpoint);
      for (const { text, rows = 0, setup } of queries) if (!setup) this.#note(endpoint, text, rows);
    }
  }

  #note(endpoint: string, text: string, rows: number): void {
    if (rows < fewestOfList || rows <= (this.#lists.get(endpoint)?.rows ?? 0)) return;
    const description = describeSql(text);
    if (description.control !== undefined || !returnsRows(description)) return;
    if (this.allowed.some((allowed) => allowsEndpoint(allowed, endpoint))) return;
    this.#lists.set(endpoint, { endpoint, rows, shape: description.shape });
  }
}
