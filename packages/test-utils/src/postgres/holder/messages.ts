import type { SourceUnavailable } from '../database-source.js';

/** Asks a holder for a server of its own, from the binaries of an npm package. */
export interface EmbeddedRequest {
  readonly kind: 'embedded';
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
}

/** Asks a holder for a server of its own, from binaries that the system has installed. */
export interface SystemRequest {
  readonly kind: 'system';
  /** The folder with the programs. */
  readonly bin: string;
  readonly majorVersion: number;
}

/** Asks a holder for a container of its own. */
export interface ContainerRequest {
  readonly kind: 'container';
  /** The entry file of `@testcontainers/postgresql`. */
  readonly module: string;
  readonly image: string;
}

/** Asks a holder for a database of its own on a server that runs already. */
export interface UrlRequest {
  readonly kind: 'url';
  readonly url: string;
  /** The entry file of `pg`. */
  readonly pgModule: string;
}

/** The one message to a holder. To release, the channel is closed, which the end of the asking process does as well. */
export type HoldRequest = EmbeddedRequest | SystemRequest | ContainerRequest | UrlRequest;

/** The one answer of a holder. */
export type HoldAnswer = { readonly connectionString: string } | { readonly failure: string } | SourceUnavailable;

/** What a holder holds. */
export interface Held {
  readonly connectionString: string;
  /** Removes everything; called once. */
  readonly release: () => Promise<void>;
  /** Settles when the database is gone without having been released. */
  readonly lost: Promise<void>;
}
