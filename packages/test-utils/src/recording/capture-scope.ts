import type { RawCallSite } from '../interceptor/call-origin.js';
import type { QueryScope } from '../interceptor/query-scope.js';
import type { SentQuery } from '../interceptor/sent-query.js';
import { opensTransaction } from '../interceptor/transactions.js';
import type { Attribution } from './query.js';
import { describeSql } from './sql-description.js';

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
  active = false;
  overlapped = false;
  /** Sent in the context of the action after it had settled. */
  readonly late: SentQuery[] = [];
  #received: Reception[] = [];
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
    this.#callSites = options.callSites ?? 'every';
    this.#isStrict = options.strict ?? false;
    this.parent = parent;
  }

  wantsCallSite(text: string): boolean {
    if (this.#callSites !== 'first-two-per-shape') return this.#callSites === 'every';
    const { shape } = describeSql(text);
    const seen = this.#seenOfShape.get(shape) ?? 0;
    if (seen < callSitesPerShape) this.#seenOfShape.set(shape, seen + 1);
    // Queries without a line of their own are shown with that of their transaction.
    return seen < callSitesPerShape || opensTransaction(text);
  }

  receive(query: SentQuery, attribution: Attribution): void {
    const isRefused = this.#isStrict && attribution === 'adopted';
    this.#received.push({ query, attribution: isRefused ? 'outside' : attribution });
  }

  /** Hands over what was received, in the order of the calls: connections keep the scope in which they were opened. */
  takeReceived(): readonly Reception[] {
    const received = this.#received;
    this.#received = [];
    return received;
  }

  receiveLate(query: SentQuery): void {
    this.late.push(query);
  }
}
