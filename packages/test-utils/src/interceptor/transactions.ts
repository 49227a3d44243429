import { propertyOf, type DriverClient, type DriverConnection } from './driver.js';
import type { SentQuery } from './sent-query.js';

const opening = /^\s*(?:begin|start\s+transaction)\b/i;
const closing = /^\s*(?:commit|end|abort|rollback(?!\s+(?:work\s+|transaction\s+)?to\b)|prepare\s+transaction)\b/i;

/** Whether a text starts with a statement that opens a transaction. */
export function opensTransaction(text: string): boolean {
  return opening.test(text);
}

/** What is remembered of one connection. */
interface ClientState {
  begun: SentQuery | undefined;
  /** Last status that the server named; kept only for drivers that don't tell it themselves. */
  status: unknown;
}

/** What is told by a connection when the server says that it is ready for the next query. */
interface StatusListener {
  readonly state: ClientState;
  readonly listener: (message: unknown) => void;
}

/** Knows which connection is in a transaction, and where that was begun. */
export class Transactions {
  readonly #clients = new WeakMap<object, ClientState>();
  /** Listeners by the connections that live on and are listened to. */
  readonly #listeners = new WeakMap<object, StatusListener>();
  readonly #listenedTo = new Set<WeakRef<DriverConnection>>();

  /** Notes that a query goes to a connection, and gives it the line of the transaction that it runs in. */
  note(client: DriverClient, query: SentQuery): void {
    const state = this.#stateOf(client);
    if (query.facts.opensTransaction) {
      state.begun = query;
      return;
    }
    query.transactionOrigin = state.begun?.origin;
    if (state.begun !== undefined && closing.test(query.text)) state.begun = undefined;
  }

  /** Answers the query that began the transaction that the connection is in, if somebody was told of it. */
  beginningOf(client: DriverClient): SentQuery | undefined {
    return this.#clients.get(client)?.begun;
  }

  /** Answers whether the connection is in a transaction block now; undefined where nothing told so far. */
  isOpen(client: DriverClient): boolean | undefined {
    const status = client.getTransactionStatus === undefined ? this.#stateOf(client).status : ownStatus(client);
    return status === undefined || status === null ? undefined : status === 'T' || status === 'E';
  }

  /** Stops listening to connections. */
  letGo(): void {
    for (const reference of this.#listenedTo) {
      const connection = reference.deref();
      const listening = connection === undefined ? undefined : this.#listeners.get(connection);
      if (listening === undefined) continue;
      connection?.removeListener?.('readyForQuery', listening.listener);
      listening.state.status = undefined;
    }
    this.#listenedTo.clear();
  }

  #stateOf(client: DriverClient): ClientState {
    let state = this.#clients.get(client);
    if (state === undefined) {
      state = { begun: undefined, status: undefined };
      this.#clients.set(client, state);
      if (client.getTransactionStatus === undefined) this.#listen(client, state);
    }
    return state;
  }

  #listen({ connection }: DriverClient, state: ClientState): void {
    if (connection?.prependListener === undefined) return;
    const listener = (message: unknown): void => {
      state.status = propertyOf(message, 'status');
    };
    // First in line: pg sends the next query from its own listener of the same event.
    connection.prependListener('readyForQuery', listener);
    this.#listeners.set(connection, { state, listener });
    this.#listenedTo.add(new WeakRef(connection));
  }
}

// The native binding throws without a connection.
function ownStatus(client: DriverClient): unknown {
  try {
    return client.getTransactionStatus?.();
  } catch {
    return undefined;
  }
}
