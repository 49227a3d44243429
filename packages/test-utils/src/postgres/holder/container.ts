import { createRequire } from 'node:module';
import type * as Testcontainers from '@testcontainers/postgresql';
import type { SourceUnavailable } from '../database-source.js';
import { HoldError } from './hold-error.js';
import type { ContainerRequest, Held } from './messages.js';
import { throwawaySettings } from './throwaway-settings.js';

/** What Testcontainers says where nothing answers. */
const noRuntime = 'Could not find a working container runtime strategy';

/**
 * Starts a container with a server.
 *
 * Testcontainers is loaded here and not in the process of the tests: it brings a client of Docker and much else. If this
 * process is killed, its reaper removes the container.
 *
 * @returns Why that is not possible here, where no container runtime answers.
 * @throws {HoldError} When the container does not start.
 * @see https://github.com/testcontainers/testcontainers-node/tree/main/packages/modules/postgresql
 */
export async function createContainer({ module, image }: ContainerRequest): Promise<Held | SourceUnavailable> {
  try {
    const { PostgreSqlContainer } = createRequire(__filename)(module) as typeof Testcontainers;
    const container = await new PostgreSqlContainer(image)
      .withEnvironment({ POSTGRES_INITDB_ARGS: '--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8' })
      .withCommand(['postgres', ...throwawaySettings.flatMap((setting) => ['-c', setting])])
      .start();
    return {
      connectionString: container.getConnectionUri(),
      lost: new Promise(() => undefined),
      release: async () => {
        await container.stop();
      },
    };
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).trim();
    if (message.includes(noRuntime)) return noRuntimeHere();
    throw new HoldError(
      `startPostgres() could not start a container of ${image} by @testcontainers/postgresql: ${message}. ` +
        'Make it start, or set FLATQUERY_POSTGRES to another source.',
      { cause: error },
    );
  }
}

function noRuntimeHere(): SourceUnavailable {
  return {
    unavailable: 'no container runtime answers (`@testcontainers/postgresql` looked for one).',
    remedy: 'start Docker or another container runtime, or set DOCKER_HOST to one.',
  };
}
