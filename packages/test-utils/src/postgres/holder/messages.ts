/** Asks a holder for a server of its own. */
export interface EmbeddedRequest {
  readonly kind: 'embedded';
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
}

/** Asks a holder for a database of its own on a server that runs already. */
export interface UrlRequest {
  readonly kind: 'url';
  readonly url: string;
  /** The entry file of `pg`. */
  readonly pgModule: string;
}

/** The one message to a holder. To release, the channel is closed, which the end of the asking process does as well. */
export type HoldRequest = EmbeddedRequest | UrlRequest;

/** The one answer of a holder. */
export type HoldAnswer = { readonly connectionString: string } | { readonly failure: string };

/** What a holder holds. */
export interface Held {
  readonly connectionString: string;
  /** Removes everything; called once. */
  readonly release: () => Promise<void>;
  /** Settles when the database is gone without having been released. */
  readonly lost: Promise<void>;
}
