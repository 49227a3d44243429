import type { DataSource } from 'typeorm';
import type { Occurrences } from '../app.js';
import { CachingSerializer, type ItemCache } from './caching-serializer.js';
import { DetectionService } from './detection-service.js';
import { OccurrenceSerializer } from './occurrence-serializer.js';
import { OccurrenceService } from './occurrence-service.js';
import { PredictionService } from './prediction-service.js';

/**
 * Wires the services of this version.
 *
 * @param itemCache - Where items are kept that were answered once. Defaults to none: each request asks the database.
 */
export function createOccurrences(dataSource: DataSource, itemCache?: ItemCache): Occurrences {
  const predictions = new PredictionService(dataSource);
  const detections = new DetectionService(dataSource, predictions);
  const serializer = new OccurrenceSerializer(dataSource, detections, predictions);
  const items = itemCache === undefined ? serializer : new CachingSerializer(serializer, itemCache);
  return new OccurrenceService(dataSource, detections, items);
}
