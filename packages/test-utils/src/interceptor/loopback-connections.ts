import type { QueryContext } from './query-context.js';
import type { ServedRequest } from './served-request.js';

/** As much of a socket as names the connection of which it is an end. */
export interface ConnectionEnd {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly connecting?: boolean;
  readonly destroyed: boolean;
}

/** A TCP connection of this machine to itself. */
export class LoopbackConnection {
  client: ConnectionEnd | undefined;
  server: ConnectionEnd | undefined;
  /** The request that was sent last, until the server begins to serve it. */
  sent: { readonly sender: QueryContext | undefined } | undefined;
  /** The request that the server began to serve last. */
  served: ServedRequest | undefined;

  get isOpen(): boolean {
    return this.client?.destroyed !== true && this.server?.destroyed !== true;
  }
}

const fewestToSweep = 64;

/** The connections over which requests go from this process to itself, by the addresses that both ends know. */
export class LoopbackConnections {
  readonly #byAddresses = new Map<string, LoopbackConnection>();
  #sweepAt = fewestToSweep;

  /** How many are remembered, closed ones that were not swept yet included. */
  get size(): number {
    return this.#byAddresses.size;
  }

  /** Answers the connection of a client's socket; undefined where the other end is another machine, or no TCP socket. */
  ofClient(client: ConnectionEnd): LoopbackConnection | undefined {
    const { localAddress, localPort, remoteAddress, remotePort } = client;
    const connection = this.#find(
      addressesOf(localAddress, localPort, remoteAddress, remotePort),
      (known) => known.client === undefined || known.client === client,
    );
    if (connection !== undefined) connection.client = client;
    return connection;
  }

  /** Answers the connection of a server's socket; undefined where the other end is another machine, or no TCP socket. */
  ofServer(server: ConnectionEnd): LoopbackConnection | undefined {
    const { localAddress, localPort, remoteAddress, remotePort } = server;
    const connection = this.#find(
      addressesOf(remoteAddress, remotePort, localAddress, localPort),
      (known) => known.server === undefined || known.server === server,
    );
    if (connection !== undefined) connection.server = server;
    return connection;
  }

  /** Forgets all. */
  clear(): void {
    this.#byAddresses.clear();
    this.#sweepAt = fewestToSweep;
  }

  #find(
    addresses: string | undefined,
    isSame: (connection: LoopbackConnection) => boolean,
  ): LoopbackConnection | undefined {
    if (addresses === undefined) return undefined;
    const known = this.#byAddresses.get(addresses);
    if (known?.isOpen === true && isSame(known)) return known;
    // The port is another connection's now.
    this.#sweep();
    const connection = new LoopbackConnection();
    this.#byAddresses.set(addresses, connection);
    return connection;
  }

  // No listener on sockets, which are the application's.
  #sweep(): void {
    if (this.#byAddresses.size < this.#sweepAt) return;
    for (const [addresses, connection] of this.#byAddresses) {
      if (!connection.isOpen) this.#byAddresses.delete(addresses);
    }
    this.#sweepAt = Math.max(fewestToSweep, 2 * this.#byAddresses.size);
  }
}

type Part = string | number | undefined;

function addressesOf(clientAddress: Part, clientPort: Part, serverAddress: Part, serverPort: Part): string | undefined {
  if (clientPort === undefined || serverPort === undefined) return undefined;
  const [client, server] = [plain(clientAddress), plain(serverAddress)];
  const isOneMachine = client === server || (isLoopback(client) && isLoopback(server));
  return isOneMachine ? `${client} ${clientPort} ${server} ${serverPort}` : undefined;
}

/** A server that listens on `::` sees IPv4 clients by mapped addresses. */
function plain(address: Part): string {
  return String(address).replace(/^::ffff:/i, '');
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
