import type { RawCallSite } from '../interceptor/call-origin.js';
import type { Checkout } from '../interceptor/connections.js';
import type { QueryScope } from '../interceptor/query-scope.js';
import type { SentQuery } from '../interceptor/sent-query.js';
import type { SqlFacts } from '../interceptor/sql-facts.js';
import type { Attribution } from './query.js';

/**
 * For which queries the line of the application is looked up when they are sent: none, the first two of each shape
 * (enough to name what grows), or every one (about four times the cost).
 */
export type CallSiteMode = 'none' | 'first-two-per-shape' | 'every';

/** What a capture is asked to keep. */
export interface CaptureOptions {
  /**
   * Whether the values of the parameters are kept. They show in test logs.
   * Defaults to `false`.
   */
  readonly values?: boolean | undefined;
  /**
   * Whether the number of columns is kept.
   * Defaults to `false`.
   */
  readonly columns?: boolean | undefined;
  /**
   * For which queries the line of the application is kept.
   * Defaults to `'every'`.
   */
  readonly callSites?: CallSiteMode | undefined;
  /**
   * Whether a query that was sent outside of the action's context, by a timer or a server, is refused: then it is among the
   * `unattributed`, and an assertion fails because of it. By default such a query is adopted where no other capture could
   * have caused it. Windows take every query, and have no use for it.
   * Defaults to `false`.
   */
  readonly strict?: boolean | undefined;
}

/** A query and how the capture came to it. */
export interface Reception {
  readonly query: SentQuery;
  readonly attribution: Attribution;
}

const callSitesPerShape = 2;

/** Collects what one capture is told while its action runs. */
export class CaptureScope implements QueryScope {
  readonly parent: QueryScope | undefined;
  readonly keepsValues: boolean;
  readonly keepsDetails: boolean;
  active = false;
  overlapped = false;
  /** Sent in the context of the action after it had settled. */
  readonly late: SentQuery[] = [];
  /** Connections that the action took out of pools. */
  readonly checkouts: Checkout[] = [];
  #received: SentQuery[] = [];
  #attributions: Attribution[] = [];
  readonly #callSites: CallSiteMode;
  readonly #isStrict: boolean;
  readonly #seenOfShape = new Map<string, number>();

  constructor(
    options: CaptureOptions,
    parent: QueryScope | undefined,
    /** The line that ran the action, if that is known. */
    readonly openedAt: RawCallSite | undefined,
  ) {
    this.keepsValues = options.values ?? false;
    this.keepsDetails = options.columns ?? false;
    this.#callSites = options.callSites ?? 'every';
    this.#isStrict = options.strict ?? false;
    this.parent = parent;
  }

  wantsCallSite(facts: SqlFacts): boolean {
    if (this.#callSites !== 'first-two-per-shape') return this.#callSites === 'every';
    const { outline, opensTransaction } = facts;
    const seen = this.#seenOfShape.get(outline) ?? 0;
    if (seen < callSitesPerShape) this.#seenOfShape.set(outline, seen + 1);
    // Queries without a line of their own are shown with that of their transaction.
    return seen < callSitesPerShape || opensTransaction;
  }

  receive(query: SentQuery, attribution: Attribution): void {
    const isRefused = this.#isStrict && attribution === 'adopted';
    // Two lists take less memory than one of pairs.
    this.#received.push(query);
    this.#attributions.push(isRefused ? 'outside' : attribution);
  }

  receiveCheckout(checkout: Checkout, attribution: Attribution): void {
    const isOwn = attribution === 'scope' || (attribution === 'adopted' && !this.#isStrict);
    if (isOwn) this.checkouts.push(checkout);
  }

  /** Hands over what was received, in the order of the calls: connections keep the scope in which they were opened. */
  takeReceived(): readonly Reception[] {
    const attributions = this.#attributions;
    const received = this.#received.map((query, index) => ({ query, attribution: attributions[index] ?? 'scope' }));
    this.#received = [];
    this.#attributions = [];
    return received;
  }

  receiveLate(query: SentQuery): void {
    this.late.push(query);
  }
}
