import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Asks the operating system for a port on the loopback address that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
