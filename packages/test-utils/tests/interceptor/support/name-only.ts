import type { QueryConfig } from 'pg';

/** Refers to a statement that the connection has prepared; the types of pg always want its text. */
export function nameOnly(name: string, values: unknown[] = []): QueryConfig {
  return { name, values } as unknown as QueryConfig;
}
