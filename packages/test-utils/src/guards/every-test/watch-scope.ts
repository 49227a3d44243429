import type { Attribution, QueryScope } from '../../interceptor/query-scope.js';
import type { SentQuery } from '../../interceptor/sent-query.js';
import type { IncomingRequest, ServingContext } from '../../interceptor/served-request.js';
import { matcherAround } from '../../matchers/nested-matcher.js';
import { endpointOf, routedEndpointOf } from './endpoint-of.js';

/** A request that a server of this process served during a test. */
export interface WatchedRequest {
  readonly queries: SentQuery[];
  /** Whether a scaling check sent it. */
  isScaled: boolean;
  /** By its route, as of the first query that was sent from there: Express forgets where a router is, once that fails. */
  routed: string | undefined;
}

/** Hears of what a test sends outside of all captures, matchers and guards, and of the requests that it has served. */
export class WatchScope implements QueryScope {
  readonly parent = undefined;
  readonly keepsValues = true;
  readonly watches = true;
  active = false;
  overlapped = false;
  /** Whether any query was sent, be it a matcher's, a capture's or a guard's. */
  sawQueries = false;
  /** Its own queries, in the order of the calls, by the request that was served; undefined for those of none. */
  readonly queries = new Map<IncomingRequest | undefined, SentQuery[]>();
  readonly requests = new Map<IncomingRequest, WatchedRequest>();
  #last: SentQuery | undefined;

  wantsCallSite(): boolean {
    return true;
  }

  noteSent(): void {
    this.sawQueries = true;
  }

  receive(query: SentQuery, attribution: Attribution): void {
    if (attribution === 'ignored') return;
    this.#last = query;
    this.#own(undefined).push(query);
  }

  receiveServed(query: SentQuery, { request, scope }: ServingContext): void {
    let watched = this.requests.get(request);
    if (watched === undefined)
      this.requests.set(request, (watched = { queries: [], isScaled: false, routed: undefined }));
    watched.queries.push(query);
    watched.routed ??= routedEndpointOf(request);
    watched.isScaled ||= matcherAround(scope)?.startsWith('toNotScale') === true;
    if (this.#last !== query) return;
    this.#own(undefined).pop();
    this.#own(request).push(query);
  }

  /** Answers what a request asked for. */
  endpointOf(request: IncomingRequest): string {
    return this.requests.get(request)?.routed ?? endpointOf(request);
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
