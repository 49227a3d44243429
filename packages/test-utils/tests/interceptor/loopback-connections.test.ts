import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LoopbackConnections, type ConnectionEnd } from '../../src/interceptor/loopback-connections.js';
import { LoopbackPairing } from '../../src/interceptor/loopback-pairing.js';

function clientEnd(localPort: number, changes: Partial<ConnectionEnd> = {}): ConnectionEnd {
  return {
    ...{ localAddress: '127.0.0.1', localPort, remoteAddress: '127.0.0.1', remotePort: 80, destroyed: false },
    ...changes,
  };
}

function serverEnd(remotePort: number, changes: Partial<ConnectionEnd> = {}): ConnectionEnd {
  return {
    ...{ localAddress: '127.0.0.1', localPort: 80, remoteAddress: '127.0.0.1', remotePort, destroyed: false },
    ...changes,
  };
}

describe('the connections of a process to itself', () => {
  it('are one for both ends', () => {
    const connections = new LoopbackConnections();
    const connection = connections.ofClient(clientEnd(5000));
    expect(connection).toBeDefined();
    expect(connections.ofServer(serverEnd(5000))).toBe(connection);
    expect(connections.ofServer(serverEnd(5001))).not.toBe(connection);
  });

  it('are told apart by all addresses and ports', () => {
    const connections = new LoopbackConnections();
    const found = new Set([
      connections.ofClient(clientEnd(5000)),
      connections.ofClient(clientEnd(5000, { remotePort: 81 })),
      connections.ofClient(clientEnd(5000, { localAddress: '::1', remoteAddress: '::1' })),
      connections.ofClient(clientEnd(5000, { remoteAddress: '127.0.0.2' })),
    ]);
    expect(found.size).toBe(4);
    expect(found).not.toContain(undefined);
  });

  it('are another one when a port is used again', () => {
    const connections = new LoopbackConnections();
    const first = connections.ofClient(clientEnd(5000));
    const second = connections.ofClient(clientEnd(5000));
    expect(second).not.toBe(first);
    const closed = connections.ofClient(clientEnd(5001, { destroyed: true }));
    expect(connections.ofServer(serverEnd(5001))).not.toBe(closed);
  });

  it('are none where the other end is another machine, or there are no ports', () => {
    const connections = new LoopbackConnections();
    expect(
      connections.ofClient(clientEnd(5000, { localAddress: '10.0.0.5', remoteAddress: '10.0.0.6' })),
    ).toBeUndefined();
    expect(connections.ofClient({ destroyed: false })).toBeUndefined();
    expect(connections.size).toBe(0);
    expect(
      connections.ofClient(clientEnd(5000, { localAddress: '10.0.0.5', remoteAddress: '10.0.0.5' })),
    ).toBeDefined();
  });

  it('are forgotten some time after they were closed, and the open ones never', () => {
    const connections = new LoopbackConnections();
    const kept = connections.ofClient(clientEnd(1));
    for (let port = 2; port < 2000; port += 1) {
      const client = { ...clientEnd(port), destroyed: false };
      connections.ofClient(client);
      client.destroyed = true;
    }
    expect(connections.size).toBeLessThan(100);
    expect(connections.ofServer(serverEnd(1))).toBe(kept);
  });
});

describe('the pairing', () => {
  it('remembers no connection once it has stopped', async () => {
    const pairing = new LoopbackPairing(new AsyncLocalStorage());
    const server = createServer((_incoming, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const ask = async (): Promise<void> => {
      const outgoing = send({ port: (server.address() as AddressInfo).port, agent: false }).end();
      const [incoming] = (await once(outgoing, 'response')) as [NodeJS.ReadableStream];
      await once(incoming.resume(), 'end');
    };
    pairing.start();
    await ask();
    expect(pairing.connections).toBe(1);
    pairing.stop();
    expect(pairing.connections).toBe(0);
    await ask();
    expect(pairing.connections).toBe(0);
    server.close();
  });
});
