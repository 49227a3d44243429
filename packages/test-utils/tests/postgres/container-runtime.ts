import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createOwnServer } from '../../src/postgres/holder/own-server.js';
import type { Held } from '../../src/postgres/holder/messages.js';
import { embeddedNative } from './embedded-binaries.js';
import { queryValue } from './processes.js';

/** What Testcontainers asks for when it creates a container. */
interface ContainerOptions {
  readonly Image: string;
  readonly Cmd: readonly string[];
  readonly Env: readonly string[];
}

/** A stand-in for a container runtime. */
export interface ContainerRuntime extends AsyncDisposable {
  /** Variables by which Testcontainers finds it. */
  readonly env: NodeJS.ProcessEnv;
  /** What was done with containers, in order. */
  readonly events: readonly string[];
  readonly created: readonly ContainerOptions[];
  /** Lets the next pull of an image fail. */
  failPull: boolean;
}

/**
 * Speaks as much of the API of Docker as the real Testcontainers needs to start one PostgreSQL container, and runs the
 * embedded server in place of the image. What an image, an isolated network and a reaper do is not shown by it.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.44/
 */
export async function startContainerRuntime(): Promise<ContainerRuntime> {
  const folder = mkdtempSync(join(tmpdir(), 'flatquery-runtime-'));
  const socket = join(folder, 'docker.sock');
  const containers = new Map<string, Held>();
  const events: string[] = [];
  const created: ContainerOptions[] = [];
  const runtime = {
    events,
    created,
    failPull: false,
    env: {
      DOCKER_HOST: `unix://${socket}`,
      TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
      TESTCONTAINERS_RYUK_DISABLED: 'true',
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await Promise.all([...containers.values()].map(({ release }) => release()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const server = createServer(answerBy(runtime, containers));
  server.listen(socket);
  await once(server, 'listening');
  return runtime;
}

type Runtime = Omit<ContainerRuntime, 'events' | 'created'> & { events: string[]; created: ContainerOptions[] };

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

function answerBy(runtime: Runtime, containers: Map<string, Held>): RequestListener {
  return (request, response) => {
    void answer(runtime, containers, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  };
}

async function answer(runtime: Runtime, containers: Map<string, Held>, request: IncomingMessage): Promise<Answer> {
  const path = `${request.method ?? ''} ${new URL(request.url ?? '', 'http://docker').pathname}`;
  const [, id = ''] = /containers\/(\w+)\//.exec(`${path}/`) ?? [];
  if (path === 'GET /info') return { status: 200, body: { OperatingSystem: 'stand-in', ServerVersion: '0' } };
  if (path.startsWith('GET /images/')) return { status: 404, body: { message: 'No such image' } };
  if (path === 'POST /images/create') return pull(runtime);
  if (path === 'GET /containers/json') return { status: 200, body: [] };
  if (path === 'POST /containers/create') return create(runtime, JSON.parse(await text(request)) as ContainerOptions);
  if (path.endsWith('/start') && path.startsWith('POST /containers/')) return start(runtime, containers, id);
  if (path.startsWith('GET /containers/')) return { status: 200, body: inspect(containers.get(id)) };
  if (path.endsWith('/exec')) return { status: 201, body: { Id: 'check' } };
  if (path === 'POST /exec/check/start') return { status: 200 };
  if (path === 'GET /exec/check/json') return { status: 200, body: { ExitCode: 0 } };
  if (path.endsWith('/stop')) return stop(runtime, containers, id);
  if (path.startsWith('DELETE /containers/')) runtime.events.push(`removed ${id}`);
  return { status: path.startsWith('DELETE') ? 204 : 404, body: { message: `The stand-in does not know ${path}.` } };
}

function pull(runtime: Runtime): Answer {
  runtime.events.push('pulled');
  return runtime.failPull ? { status: 500, body: { message: 'the registry refused' } } : { status: 200, body: {} };
}

function create(runtime: Runtime, options: ContainerOptions): Answer {
  const id = `c${runtime.created.push(options).toString()}`;
  runtime.events.push(`created ${id}`);
  return { status: 201, body: { Id: id, Warnings: [] } };
}

async function start(runtime: Runtime, containers: Map<string, Held>, id: string): Promise<Answer> {
  const never = new AbortController().signal;
  const held = await createOwnServer({ kind: 'embedded', native: embeddedNative }, never);
  await queryValue(held.connectionString, `CREATE ROLE test SUPERUSER LOGIN PASSWORD 'test'`);
  await queryValue(held.connectionString, 'CREATE DATABASE test OWNER test');
  containers.set(id, held);
  runtime.events.push(`started ${id}`);
  return { status: 204 };
}

async function stop(runtime: Runtime, containers: Map<string, Held>, id: string): Promise<Answer> {
  await containers.get(id)?.release();
  containers.delete(id);
  runtime.events.push(`stopped ${id}`);
  return { status: 204 };
}

function inspect(held: Held | undefined): unknown {
  const port = held === undefined ? undefined : new URL(held.connectionString).port;
  const bound = { '5432/tcp': port === undefined ? null : [{ HostIp: '0.0.0.0', HostPort: port }] };
  return {
    Name: '/stand-in',
    Config: { Hostname: 'stand-in', Labels: {} },
    HostConfig: { PortBindings: { '5432/tcp': [{}] } },
    State: { Status: 'running', Running: true, StartedAt: '', FinishedAt: '', Health: { Status: 'healthy' } },
    NetworkSettings: { Ports: bound, Networks: {} },
  };
}
