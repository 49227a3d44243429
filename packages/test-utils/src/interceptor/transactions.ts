import { propertyOf, type DriverClient } from './driver.js';
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

/** Knows which connection is in a transaction, and where that was begun. */
export class Transactions {
  readonly #clients = new WeakMap<object, ClientState>();

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

  #stateOf(client: DriverClient): ClientState {
    let state = this.#clients.get(client);
    if (state === undefined) {
      state = { begun: undefined, status: undefined };
      this.#clients.set(client, state);
      if (client.getTransactionStatus === undefined) follow(client, state);
    }
    return state;
  }
}

// First in line: pg sends the next query from its own listener of the same event.
function follow(client: DriverClient, state: ClientState): void {
  client.connection?.prependListener?.('readyForQuery', (message) => {
    state.status = propertyOf(message, 'status');
  });
}

// The native binding throws without a connection.
function ownStatus(client: DriverClient): unknown {
  try {
    return client.getTransactionStatus?.();
  } catch {
    return undefined;
  }
}
