import { execFile } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Agent, createServer, request as send, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Pool } from 'pg';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { textsOf } from './support/marked-lines.js';

const database = useDatabase();

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((closable) => closable.close()));
});

/** Sends as many queries as the path says, each with the name of who asked. */
const sendQueries: RequestListener = (incoming, response) => {
  const [, name = '', count = '1'] = (incoming.url ?? '').split('/');
  const answer = async (): Promise<void> => {
    for (let id = 0; id < Number(count); id += 1) await pool.query(`select '${name}'`);
    response.end('done');
  };
  void answer();
};

async function listen(listener: RequestListener = sendQueries, host = '127.0.0.1'): Promise<Server> {
  const server = createServer(listener).listen(0, host);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function listenForTest(listener?: RequestListener, host?: string): Promise<Server> {
  const server = await listen(listener, host);
  open.push({ close: () => close(server) });
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function urlOf(server: Server, host = '127.0.0.1'): string {
  return `http://${host}:${portOf(server)}`;
}

async function get(url: string, options: object = {}): Promise<string> {
  const outgoing = send(url, options).end();
  const [incoming] = (await once(outgoing, 'response')) as [NodeJS.ReadableStream];
  return await text(incoming);
}

async function connectTo(server: Server, options: object = {}): Promise<Socket> {
  const socket = connect({ port: portOf(server), host: '127.0.0.1', ...options });
  await once(socket, 'connect');
  return socket;
}

/** Says what undici says when a request is made; what it answers says that the request was written to a socket. */
function announceMade(): (socket: Socket) => void {
  const made = {};
  channel('undici:request:create').publish({ request: made });
  return (socket) => {
    channel('undici:client:sendHeaders').publish({ request: made, headers: '', socket });
  };
}

function announce(socket: Socket): void {
  announceMade()(socket);
}

/** HTTP by hand: no client of Node says who sends it. */
function requestLine(name: string, connection: 'keep-alive' | 'close' = 'keep-alive'): string {
  return `GET /${name}/1 HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\n\r\n`;
}

/** Writes requests in one go and waits for the answer of each. */
async function exchange(socket: Socket, ...requests: string[]): Promise<void> {
  socket.write(requests.join(''));
  let answers = 0;
  while (answers < requests.length) {
    const [data] = (await once(socket, 'data')) as [Buffer];
    answers += data.toString().split('done').length - 1;
  }
}

/** Resolves for all when so many have asked. */
function meetingOf(count: number): () => Promise<void> {
  let waiting = count;
  let start: (() => void) | undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  return () => {
    waiting -= 1;
    if (waiting === 0) start?.();
    return started;
  };
}

/** What each of several captures counted that are all open from before the first action until after the last. */
async function captureTogether(actions: Readonly<Record<string, () => Promise<unknown>>>) {
  const names = Object.keys(actions);
  const [begin, end] = [meetingOf(names.length), meetingOf(names.length)];
  const captures = await Promise.all(
    names.map((name) =>
      captureQueries(async () => {
        await begin();
        try {
          await actions[name]?.();
        } finally {
          await end();
        }
      }),
    ),
  );
  return captures.map(({ queries, unattributed }, index) => ({
    name: names[index],
    queries: textsOf(queries),
    attributions: [...new Set(queries.map(({ attribution }) => attribution))],
    unattributed: textsOf(unattributed),
  }));
}

function exactly(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts).map(([name, count]) => ({
    name,
    queries: Array<string>(count).fill(`select '${name}'`),
    attributions: ['scope'],
    unattributed: [],
  }));
}

describe('captures that ask a server at the same time that listens since beforeAll', () => {
  let server: Server;
  beforeAll(async () => {
    server = await listen();
  });
  afterAll(() => close(server));

  const keepAlive = new Agent({ keepAlive: true, maxSockets: 2 });
  afterEach(() => {
    keepAlive.destroy();
  });
  const clients: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
    fetch: async (url) => (await fetch(url)).text(),
    agent: (url) => get(url, { agent: keepAlive }),
    supertest: (url) => request(url).get('').expect(200),
  };

  it('each get their own queries, nine of nine, from fetch, from an agent that keeps connections and from supertest', async () => {
    const counts: Record<string, number> = {};
    const actions: Record<string, () => Promise<unknown>> = {};
    for (const [client, ask] of Object.entries(clients)) {
      for (const [index, count] of [1, 2, 3].entries()) {
        const name = `${client}${index}`;
        counts[name] = 3 * count;
        actions[name] = async () => {
          for (let round = 0; round < 3; round += 1) await ask(`${urlOf(server)}/${name}/${count}`);
        };
      }
    }
    expect(await captureTogether(actions)).toEqual(exactly(counts));
  });

  it('each get their own queries again in the next round, over connections that were opened in the first', async () => {
    for (const round of ['first', 'second', 'third']) {
      const [one, other] = [`${round}-one`, `${round}-other`];
      const ask = (name: string) => async () => {
        await Promise.all(Object.values(clients).map((client) => client(`${urlOf(server)}/${name}/2`)));
      };
      const both = await captureTogether({ [one]: ask(one), [other]: ask(other) });
      expect(both).toEqual(exactly({ [one]: 6, [other]: 6 }));
    }
  });

  it('each get their own queries when one waits for the connection of the other', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (name: string) => () => Promise.all([1, 2, 3].map(() => get(`${urlOf(server)}/${name}/2`, { agent })));
    expect(await captureTogether({ one: ask('one'), other: ask('other') })).toEqual(exactly({ one: 6, other: 6 }));
    agent.destroy();
  });

  it('have no header added to their requests', async () => {
    const seen: string[][] = [];
    const spy = await listenForTest((incoming, response) => {
      seen.push(incoming.rawHeaders);
      response.end();
    });
    const ask = async (): Promise<void> => {
      await fetch(urlOf(spy));
      await get(urlOf(spy));
    };
    await ask();
    await captureQueries(ask);
    expect(seen.slice(2)).toEqual(seen.slice(0, 2));
  });

  it('leave a request that no capture sent to nobody', async () => {
    let ask: ((path: string) => void) | undefined;
    const outside = new Promise<string>((resolve) => (ask = resolve)).then((path) => get(`${urlOf(server)}${path}`));
    const both = await captureTogether({
      one: async () => {
        await get(`${urlOf(server)}/one/1`);
        ask?.('/nobody/2');
        await outside;
      },
      other: async () => {
        await get(`${urlOf(server)}/other/1`);
        await outside;
      },
    });
    expect(both.map(({ queries }) => queries)).toEqual([["select 'one'"], ["select 'other'"]]);
    expect(both.map(({ unattributed }) => unattributed)).toEqual(Array(2).fill(Array(2).fill("select 'nobody'")));
  });

  it('leave a request of another process to nobody, over whatever ports', async () => {
    const run = promisify(execFile);
    const foreign = () => run(process.execPath, ['-e', `fetch('${urlOf(server)}/foreign/1').then((r) => r.text())`]);
    const both = await captureTogether({ one: foreign, other: () => get(`${urlOf(server)}/other/1`) });
    expect(both).toMatchObject([
      { queries: [], unattributed: ["select 'foreign'"] },
      { queries: ["select 'other'"], unattributed: ["select 'foreign'"] },
    ]);
  });

  it('leave a request to nobody whose client took over the port of another one', async () => {
    // A connection that is reset frees its port at once.
    const first = await connectTo(server);
    const { localPort } = first;
    const both = await captureTogether({
      one: async () => {
        const outgoing = send({ createConnection: () => first, path: '/one/1' }).end();
        await once(outgoing, 'response');
        first.resetAndDestroy();
        await once(first, 'close');
        const second = await connectTo(server, { localPort });
        await exchange(second, requestLine('reused', 'close'));
        await once(second.resume(), 'close');
      },
      other: () => get(`${urlOf(server)}/other/1`),
    });
    expect(both).toMatchObject([
      { queries: ["select 'one'"], unattributed: ["select 'reused'"] },
      { queries: ["select 'other'"], unattributed: ["select 'reused'"] },
    ]);
  });

  it('each get their own queries when one writes what the other had queued', async () => {
    const socket = await connectTo(server);
    let write: (() => Promise<void>) | undefined;
    const both = await captureTogether({
      one: async () => {
        const announceWritten = announceMade();
        write = async () => {
          announceWritten(socket);
          await exchange(socket, requestLine('one', 'close'));
        };
        await Promise.resolve();
      },
      other: async () => {
        await Promise.resolve();
        await write?.();
      },
    });
    expect(both.map(({ queries }) => queries)).toEqual([["select 'one'"], []]);
  });

  it('each get their own queries when a request follows over a connection before the first is answered', async () => {
    const bothServed = meetingOf(2);
    const slow = await listenForTest((incoming, response) => {
      slow.emit('serving');
      void bothServed().then(() => {
        sendQueries(incoming, response);
      });
    });
    const socket = await connectTo(slow);
    const serving = once(slow, 'serving');
    const both = await captureTogether({
      one: async () => {
        announce(socket);
        await exchange(socket, requestLine('one'));
      },
      other: async () => {
        await serving;
        announce(socket);
        socket.write(requestLine('other', 'close'));
        await once(socket, 'close');
      },
    });
    expect(both).toEqual(exactly({ one: 1, other: 1 }));
  });

  it('leave a request to nobody that nobody says to have sent, also after one that was sent over the same connection', async () => {
    const socket = await connectTo(server);
    const both = await captureTogether({
      one: async () => {
        announce(socket);
        await exchange(socket, requestLine('one'));
        await exchange(socket, requestLine('unannounced'));
        announce(socket);
        await exchange(socket, requestLine('one', 'close'));
      },
      other: () => Promise.resolve(),
    });
    expect(both).toMatchObject([
      { queries: ["select 'one'", "select 'one'"], unattributed: ["select 'unannounced'"] },
      { queries: [], unattributed: ["select 'unannounced'"] },
    ]);
  });

  it('leave pipelined requests of several captures to nobody, and those of one capture to it', async () => {
    const socket = await connectTo(server);
    const mixed = await captureTogether({
      one: async () => {
        announce(socket);
        await Promise.resolve();
        await exchange(socket, requestLine('first'), requestLine('second'));
      },
      other: async () => {
        announce(socket);
        await get(`${urlOf(server)}/other/1`);
      },
    });
    expect(mixed.flatMap(({ queries }) => queries)).toEqual(["select 'other'"]);
    const again = await captureTogether({
      one: async () => {
        announce(socket);
        announce(socket);
        await exchange(socket, requestLine('third', 'close'));
      },
      other: () => get(`${urlOf(server)}/other/1`),
    });
    expect(again.map(({ queries }) => queries)).toEqual([["select 'third'"], ["select 'other'"]]);
  });
});

describe('a request whose body is sent in pieces', () => {
  it('belongs to its sender also where the server begins to serve it before it is complete', async () => {
    let served: (() => void) | undefined;
    const server = await listenForTest((incoming, response) => {
      served?.();
      void text(incoming)
        .then((name) => pool.query(`select '${name}'`))
        .then(() => response.end());
    });
    const post = (name: string) => async () => {
      const outgoing = send(urlOf(server), { method: 'POST', agent: false });
      const begun = new Promise<void>((resolve) => (served = resolve));
      outgoing.write(name.slice(0, 1));
      await begun;
      outgoing.end(name.slice(1));
      await once(outgoing, 'response');
    };
    const both = await captureTogether({
      one: post('one'),
      other: async () => {
        await pool.query("select 'other'");
      },
    });
    expect(both).toEqual(exactly({ one: 1, other: 1 }));
  });

  it('belongs to nobody as long as its sender has not said that it is complete', async () => {
    const server = await listenForTest((_incoming, response) => {
      void pool.query("select 'early'").then(() => response.end());
    });
    const both = await captureTogether({
      one: async () => {
        const outgoing = send(urlOf(server), { method: 'POST', agent: false });
        outgoing.write('begin');
        await once(outgoing, 'response');
        outgoing.destroy();
      },
      other: async () => {
        await pool.query("select 'other'");
      },
    });
    expect(both.map(({ unattributed }) => unattributed)).toEqual([["select 'early'"], ["select 'early'"]]);
  });
});

describe.each([
  ['IPv4', '127.0.0.1', '127.0.0.1'],
  ['IPv6', '::1', '[::1]'],
  ['IPv4 to a server on all addresses', '::', '127.0.0.1'],
  ['another address of the loopback network', '0.0.0.0', '127.0.0.2'],
])('over %s', (_name, host, urlHost) => {
  it('concurrent captures each get their own queries', async () => {
    const server = await listenForTest(sendQueries, host);
    const ask = (name: string) => async () => {
      await (await fetch(`${urlOf(server, urlHost)}/${name}/2`)).text();
      await get(`${urlOf(server, urlHost)}/${name}/1`);
    };
    expect(await captureTogether({ one: ask('one'), other: ask('other') })).toEqual(exactly({ one: 3, other: 3 }));
  });
});

describe('a server that asks another server of the process', () => {
  it('has the queries of both counted for the capture that asked', async () => {
    const inner = await listenForTest();
    const outer = await listenForTest((incoming, response) => {
      void get(`${urlOf(inner)}${incoming.url ?? ''}`).then((answer) => {
        sendQueries(incoming, response);
        return answer;
      });
    });
    const ask = (name: string) => () => get(`${urlOf(outer)}/${name}/1`);
    expect(await captureTogether({ one: ask('one'), other: ask('other') })).toEqual(exactly({ one: 2, other: 2 }));
  });
});

describe('what a server does after its response', () => {
  it('still belongs to the capture that asked, as long as that is open', async () => {
    let done: (() => void) | undefined;
    const server = await listenForTest((incoming, response) => {
      const [, name = ''] = (incoming.url ?? '').split('/');
      response.end(() => void pool.query(`select '${name}'`).then(done));
    });
    const ask = (name: string) => async () => {
      const finished = new Promise<void>((resolve) => (done = resolve));
      await get(`${urlOf(server)}/${name}`);
      await finished;
    };
    const both = await captureTogether({ one: ask('one'), other: () => Promise.resolve() });
    expect(both.map(({ queries, unattributed }) => [queries, unattributed])).toEqual([
      [["select 'one'"], []],
      [[], []],
    ]);
  });
});

describe("Node's HTTP channels", () => {
  const names = [
    'undici:request:create',
    'undici:client:sendHeaders',
    'http.client.request.start',
    'http.server.request.start',
  ];
  const subscribed = () => names.filter((name) => channel(name).hasSubscribers);

  it('are listened to only while a capture is open', async () => {
    const interceptor = new PgInterceptor().apply();
    expect(subscribed()).toEqual([]);
    await captureQueries(async () => {
      expect(subscribed()).toEqual(names);
      await captureQueries(() => undefined);
      expect(subscribed()).toEqual(names);
    });
    expect(subscribed()).toEqual([]);
    interceptor.dispose();
  });
});
