export { PostgresStartError, PostgresStopError, PostgresUnavailableError } from './postgres-errors.js';
export type { TriedSource } from './postgres-errors.js';
export type { PostgresSource } from './database-source.js';
export { startPostgres } from './start-postgres.js';
export type { StartedPostgres, StartPostgresOptions } from './start-postgres.js';
