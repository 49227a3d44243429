import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { isObject, propertyOf } from './driver.js';
import { LoopbackConnections, type ConnectionEnd } from './loopback-connections.js';
import type { ContextStorage, QueryContext } from './query-context.js';
import { ServedRequest, type ServerResponse } from './served-request.js';

/**
 * Tells a server of this process in whose context each request was sent, where the request comes from this process as well:
 * a server that listens since before a capture has no context of it.
 *
 * Nothing is added to a request. Both ends of a connection know its two addresses and ports, and requests are served in the
 * order in which they were sent.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 * @see https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
 */
export class LoopbackPairing {
  readonly #storage: ContextStorage;
  readonly #connections = new LoopbackConnections();
  /** Requests on sockets that have no addresses yet. */
  #unconnected: { readonly socket: ConnectionEnd; readonly sender: QueryContext | undefined }[] = [];
  /** undici writes a request in the context of whoever opened the connection. */
  readonly #senders = new WeakMap<object, QueryContext | undefined>();
  readonly #subscriptions: Readonly<Record<string, (message: unknown) => void>> = {
    'undici:request:create': (message) => {
      const request = propertyOf(message, 'request');
      if (isObject(request)) this.#senders.set(request, this.#storage.getStore());
    },
    'undici:client:sendHeaders': (message) => {
      const request = propertyOf(message, 'request');
      if (isObject(request)) this.#noteSent(propertyOf(message, 'socket'), this.#senders.get(request));
    },
    'http.client.request.start': (message) => {
      this.#noteSent(propertyOf(propertyOf(message, 'request'), 'socket'), this.#storage.getStore());
    },
    'http.server.request.start': (message) => {
      this.#noteServed(message);
    },
  };

  constructor(storage: ContextStorage) {
    this.#storage = storage;
  }

  /** Connections that are remembered; none while it is stopped. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Starts to listen to Node's HTTP clients and servers. */
  start(): void {
    for (const [channel, listener] of Object.entries(this.#subscriptions)) subscribe(channel, listener);
  }

  /** Stops listening and forgets all connections. */
  stop(): void {
    for (const [channel, listener] of Object.entries(this.#subscriptions)) unsubscribe(channel, listener);
    this.#connections.clear();
    this.#unconnected = [];
  }

  #noteSent(socket: unknown, sender: QueryContext | undefined): void {
    this.#noteConnected();
    if (!isConnectionEnd(socket)) return;
    if (socket.connecting === true) this.#unconnected.push({ socket, sender });
    else this.#noteWritten(socket, sender);
  }

  #noteConnected(): void {
    if (this.#unconnected.length === 0) return;
    const requests = this.#unconnected;
    this.#unconnected = requests.filter(({ socket }) => socket.connecting);
    for (const { socket, sender } of requests) if (socket.connecting !== true) this.#noteWritten(socket, sender);
  }

  #noteWritten(socket: ConnectionEnd, sender: QueryContext | undefined): void {
    const connection = this.#connections.ofClient(socket);
    if (connection === undefined) return;
    if (connection.served?.awaitsSender === true) {
      connection.served.pairWith(sender);
      return;
    }
    // Of two requests on their way at once (pipelining), nobody could tell which is served next.
    const isTold = connection.sent === undefined || connection.sent.sender?.scope === sender?.scope;
    connection.sent = { sender: isTold ? sender : undefined };
  }

  #noteServed(message: unknown): void {
    this.#noteConnected();
    const [incoming, response, socket] = ['request', 'response', 'socket'].map((name) => propertyOf(message, name));
    if (!isObject(incoming) || !isResponse(response)) return;
    const request = new ServedRequest(this.#storage.getStore(), incoming, response);
    const connection = isConnectionEnd(socket) ? this.#connections.ofServer(socket) : undefined;
    if (connection !== undefined) {
      if (connection.sent !== undefined) request.pairWith(connection.sent.sender);
      connection.sent = undefined;
      connection.served = request;
    }
    // Also where nothing is known: the context of an earlier request on this connection must not stay.
    this.#storage.enterWith(request);
  }
}

function isConnectionEnd(value: unknown): value is ConnectionEnd {
  return isObject(value) && 'destroyed' in value;
}

function isResponse(value: unknown): value is ServerResponse {
  return isObject(value) && 'writableEnded' in value;
}
