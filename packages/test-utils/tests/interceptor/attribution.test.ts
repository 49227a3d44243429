import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import { runCapture } from '../../src/recording/run-capture.js';
import { useDatabase } from './support/database.js';
import { markedLines, sitesOf, textsOf } from './support/marked-lines.js';

const database = useDatabase();
const line = markedLines(__filename);

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
});

function createApplication(): Server {
  return createServer((incoming, response) => {
    const answer = pool.query('select $1::text as url', [incoming.url]); // in the server
    void answer.then(({ rows }) => response.end(JSON.stringify(rows)));
  });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function socketPath(name: string): string {
  return join(tmpdir(), `flatquery-${name}-${process.pid}.sock`);
}

/** Asks where no ports tell who does. */
async function askAt(path: string): Promise<void> {
  const outgoing = send({ socketPath: path, path: '/a' }).end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  await once(incoming.resume(), 'end');
}

/** Lets something happen in no context of a capture. */
function outside(): { run: (action: () => Promise<unknown>) => Promise<unknown> } {
  let start: ((action: () => Promise<unknown>) => void) | undefined;
  const started = new Promise<() => Promise<unknown>>((resolve) => {
    start = (action) => {
      resolve(action);
    };
  });
  const done = started.then((action) => action());
  return {
    run(action) {
      start?.(action);
      return done;
    },
  };
}

describe('a server that listens since beforeAll', () => {
  let server: Server;
  beforeAll(async () => {
    server = createApplication().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('has its queries counted for the only capture, with their line', async () => {
    const { queries } = await captureQueries(async () => {
      await (await fetch(`${urlOf(server)}/a`)).json();
      await request(server).get('/b').expect(200);
      await request(urlOf(server)).get('/c').expect(200);
    });
    expect(queries.map(({ attribution }) => attribution)).toEqual(['scope', 'scope', 'scope']);
    expect(new Set(sitesOf(queries))).toEqual(new Set([line('in the server')]));
  });
});

describe('a server of which nobody can tell who asks it', () => {
  const path = socketPath('shared');
  let server: Server;
  beforeAll(async () => {
    server = createApplication().listen(path);
    await once(server, 'listening');
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  it('has its queries counted for the only capture, marked as adopted', async () => {
    const { queries } = await captureQueries(() => askAt(path));
    expect(queries.map(({ attribution }) => attribution)).toEqual(['adopted']);
    expect(sitesOf(queries)).toEqual([line('in the server')]);
  });

  it('has its queries reported as unattributed by two captures that are open at once', async () => {
    const both = await Promise.all(['one', 'other'].map(() => captureQueries(() => askAt(path))));
    for (const { queries, unattributed } of both) {
      expect(queries).toEqual([]);
      expect(unattributed.length).toBeGreaterThan(0);
    }
  });
});

describe('a server that is asked inside of a capture', () => {
  it('has its queries counted in the scope of the action when it starts to listen there', async () => {
    const server = createApplication();
    const { queries } = await captureQueries(() => request(server).get('/').expect(200));
    expect(queries.map(({ attribution }) => attribution)).toEqual(['scope']);
  });

  it('has its queries counted in the scope of the action that had it listen, where nobody can tell who asks', async () => {
    const server = createApplication();
    const both = await Promise.all([
      captureQueries(async () => {
        server.listen(socketPath('own'));
        await once(server, 'listening');
        await askAt(socketPath('own'));
      }),
      captureQueries(() => once(server, 'request')),
    ]);
    server.close();
    expect(both.map(({ queries }) => queries.map(({ attribution }) => attribution))).toEqual([['scope'], []]);
  });

  it('has its queries counted for a later capture when it started to listen in one that has ended', async () => {
    const server = createApplication();
    await captureQueries(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    const { queries } = await captureQueries(() => request(urlOf(server)).get('/').expect(200));
    server.closeAllConnections();
    server.close();
    expect(queries.map(({ attribution }) => attribution)).toEqual(['scope']);
  });
});

describe('a query without the context of a capture', () => {
  it('is adopted by the only open capture', async () => {
    const orphan = outside();
    const { adopted, queries } = await runCapture(() => orphan.run(() => pool.query('select 1')));
    expect(textsOf(queries)).toEqual(['select 1']);
    expect(textsOf(adopted)).toEqual(['select 1']);
  });

  it('is refused by the only open capture where that takes only its own', async () => {
    const orphan = outside();
    const { queries, unattributed, adopted } = await runCapture(
      async () => {
        await pool.query('select 1');
        await orphan.run(() => pool.query('select 2'));
      },
      { strict: true },
    );
    expect(textsOf(queries)).toEqual(['select 1']);
    expect(unattributed.map(({ sql, attribution }) => [sql, attribution])).toEqual([['select 2', 'outside']]);
    expect(adopted).toEqual([]);
  });

  it('is unattributed in both of two captures that are open at once', async () => {
    const orphan = outside();
    const both = await Promise.all([
      captureQueries(() => orphan.run(() => pool.query('select 1'))), // orphan
      captureQueries(async () => {
        await pool.query('select 2');
        await orphan.run(() => Promise.resolve());
      }),
    ]);
    expect(both.map(({ queries }) => textsOf(queries))).toEqual([[], ['select 2']]);
    expect(both.map(({ unattributed }) => sitesOf(unattributed))).toEqual([[line('orphan')], [line('orphan')]]);
  });

  it('is unattributed in a capture that was open beside another one, which has ended', async () => {
    const orphan = outside();
    const first = captureQueries(() => pool.query('select 1'));
    const second = await captureQueries(async () => {
      await first;
      await orphan.run(() => pool.query('select 2'));
    });
    expect(textsOf(second.unattributed)).toEqual(['select 2']);
    expect(second.queries).toEqual([]);
  });

  it("is nobody's when no capture is open", async () => {
    await pool.query('select 1');
    const { queries } = await captureQueries(() => undefined);
    expect(queries).toEqual([]);
  });
});

describe('a capture inside of the action of another one', () => {
  it('counts for both', async () => {
    const outer = await captureQueries(async () => {
      await pool.query('select 1');
      const inner = await captureQueries(() => pool.query('select 2'));
      await pool.query('select 3');
      return textsOf(inner.queries);
    });
    expect(outer.result).toEqual(['select 2']);
    expect(textsOf(outer.queries)).toEqual(['select 1', 'select 2', 'select 3']);
    expect(outer.unattributed).toEqual([]);
  });

  it('adopts with it', async () => {
    const orphan = outside();
    const outer = await captureQueries(() => captureQueries(() => orphan.run(() => pool.query('select 1'))));
    expect(textsOf(outer.queries)).toEqual(['select 1']);
    expect(textsOf(outer.result.queries)).toEqual(['select 1']);
  });

  it('leaves a query that one of two inner captures could have caused to the outer one', async () => {
    const orphan = outside();
    const outer = await captureQueries(() =>
      Promise.all([
        captureQueries(() => orphan.run(() => pool.query('select 1'))),
        captureQueries(() => orphan.run(() => Promise.resolve())),
      ]),
    );
    expect(textsOf(outer.queries)).toEqual(['select 1']);
    expect(outer.result.map(({ queries, unattributed }) => [textsOf(queries), textsOf(unattributed)])).toEqual([
      [[], ['select 1']],
      [[], ['select 1']],
    ]);
  });

  it('leaves a query that it did not wait for to the outer one', async () => {
    const outer = await captureQueries(async () => {
      let late: Promise<unknown> | undefined;
      const inner = await captureQueries(() => {
        late = Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)));
        late = late.then(() => pool.query('select 1'));
      });
      await late;
      return textsOf(inner.queries);
    });
    expect(outer.result).toEqual([]);
    expect(outer.queries.map(({ sql, attribution }) => [sql, attribution])).toEqual([['select 1', 'scope']]);
  });
});

describe('a query that an action sends after it has settled', () => {
  const interceptor = new PgInterceptor();
  beforeAll(() => {
    interceptor.apply();
  });
  afterAll(() => {
    interceptor.dispose();
  });

  it('is named as late by its capture while another one is open, which adopts it', async () => {
    let wake: (() => void) | undefined;
    let late: Promise<unknown> | undefined;
    const first = await runCapture(() => {
      late = new Promise<void>((resolve) => (wake = resolve)).then(() => pool.query('select 1'));
    });
    expect(first.late).toEqual([]);
    const second = await runCapture(async () => {
      wake?.();
      await late;
    });
    expect(textsOf(first.late)).toEqual(['select 1']);
    expect(first.queries).toEqual([]);
    expect(textsOf(second.adopted)).toEqual(['select 1']);
  });
});
