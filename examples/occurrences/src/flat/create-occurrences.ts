import type { DataSource } from 'typeorm';
import type { Occurrences } from '../app.js';
import { OccurrenceService } from './occurrence-service.js';

/** Wires the services of this version. */
export function createOccurrences(dataSource: DataSource): Occurrences {
  return new OccurrenceService(dataSource);
}
