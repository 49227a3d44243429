import type { QueryContext } from './query-context.js';
import type { QueryScope } from './query-scope.js';

/** As much of a request of `node:http` as tells what is asked for, with what Express adds to it. */
export interface IncomingRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly originalUrl?: unknown;
  readonly baseUrl?: unknown;
  readonly route?: unknown;
}

/** The context of a request that a server of this process serves. */
export interface ServingContext extends QueryContext {
  readonly request: IncomingRequest;
}

/** Answers whether a request is being served in a context. */
export function isServing(context: QueryContext | undefined): context is ServingContext {
  return context !== undefined && 'request' in context;
}

/** As much of a response of `node:http` as tells whether its request is still being served. */
export interface ServerResponse {
  readonly writableEnded: boolean;
}

/**
 * The context of an HTTP request that a server of this process serves: that of whoever sent it, once that is known.
 *
 * A body that is sent in pieces reaches the server before its sender has said that the request is complete.
 */
export class ServedRequest implements ServingContext {
  readonly setup = false;
  readonly request: IncomingRequest;
  readonly #around: QueryContext | undefined;
  readonly #response: ServerResponse;
  #sender: QueryContext | undefined;
  #isPaired = false;

  /** @param around - The context in which the server listens. */
  constructor(around: QueryContext | undefined, request: IncomingRequest, response: ServerResponse) {
    this.request = request;
    // A connection keeps the context of its last request.
    this.#around = around instanceof ServedRequest ? around.#around : around;
    this.#response = response;
  }

  get scope(): QueryScope | undefined {
    return this.#sender?.scope ?? this.#around?.scope;
  }

  /** Whether its sender is not known yet and can still say so. */
  get awaitsSender(): boolean {
    return !this.#isPaired && !this.#response.writableEnded;
  }

  /** Names the context of its sender; undefined for one outside of all captures. */
  pairWith(sender: QueryContext | undefined): void {
    this.#isPaired = true;
    this.#sender = sender;
  }
}
