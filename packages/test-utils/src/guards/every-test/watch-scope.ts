import type { Attribution, QueryScope } from '../../interceptor/query-scope.js';
import type { SentQuery } from '../../interceptor/sent-query.js';
import type { IncomingRequest, ServingContext } from '../../interceptor/served-request.js';
import { matcherAround } from '../../matchers/nested-matcher.js';

/** A request that a server of this process served during a test. */
export interface WatchedRequest {
  readonly queries: SentQuery[];
  /** Whether a scaling check sent it. */
  isScaled: boolean;
}

/** Hears of what a test sends outside of all captures, matchers and guards, and of the requests that it has served. */
export class WatchScope implements QueryScope {
  readonly parent = undefined;
  readonly keepsValues = true;
  readonly watches = true;
  active = false;
  overlapped = false;
  /** Its own queries, in the order of the calls, by the request that was served; undefined for those of none. */
  readonly queries = new Map<IncomingRequest | undefined, SentQuery[]>();
  readonly requests = new Map<IncomingRequest, WatchedRequest>();
  #last: SentQuery | undefined;

  wantsCallSite(): boolean {
    return true;
  }

  receive(query: SentQuery, attribution: Attribution): void {
    if (attribution === 'ignored') return;
    this.#last = query;
    this.#own(undefined).push(query);
  }

  receiveServed(query: SentQuery, { request, scope }: ServingContext): void {
    let watched = this.requests.get(request);
    if (watched === undefined) this.requests.set(request, (watched = { queries: [], isScaled: false }));
    watched.queries.push(query);
    watched.isScaled ||= matcherAround(scope)?.startsWith('toNotScale') === true;
    if (this.#last !== query) return;
    this.#own(undefined).pop();
    this.#own(request).push(query);
  }

  receiveLate(): void {
    // What comes after the test belongs to none.
  }

  #own(request: IncomingRequest | undefined): SentQuery[] {
    let queries = this.queries.get(request);
    if (queries === undefined) this.queries.set(request, (queries = []));
    return queries;
  }
}
